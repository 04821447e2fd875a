import type { ExtractFault } from '#lib/core/audit/extract.ts';
import type { LogOutcome } from '#lib/core/bundle/check-log.ts';
import { formatCount, formatInstant } from '#lib/i18n/formats.ts';

const faults: Readonly<Record<ExtractFault['code'], string>> = {
	'extract-form': 'It is no extract of an audit log, or it is damaged.',
	'extract-key': 'The extract was signed with a key that is not among those that count.',
	'extract-signature': 'The extract was altered after it was signed.',
	'checkpoint-form': 'The checkpoint is damaged: it cannot be read.',
	'checkpoint-key': 'The checkpoint was signed with a key that is not among those that count.',
	'checkpoint-signature': 'The checkpoint was altered after it was signed.',
	'entry-order': 'It stands in the wrong place: entries go by their number.',
	'entry-beyond-checkpoint': 'The checkpoint does not cover it.',
	'entry-altered': 'Its content is not what its hash was made of.',
	'entry-not-in-log': 'It is not in the log under the checkpoint.',
	'entry-not-linked': 'It does not follow from the entry before it.',
	'entry-left-out': 'An entry before it was left out.'
};

const entries = (n: number): string => (n === 1 ? '1 entry' : `${formatCount(n)} entries`);

/** What was found of a file of the audit log, in sentences. */
export function logSentence(outcome: LogOutcome): string {
	switch (outcome.code) {
		case 'checkpoint': {
			const { treeSize, at } = outcome.checkpoint;
			return `The log had ${entries(treeSize)} at ${formatInstant(at, 'UTC')}. Keep this file: the log can be held against it later.`;
		}
		case 'extract': {
			const { entries: n, span, isWhole, withheld, checkpoint } = outcome.verdict;
			const whole =
				isWhole && span
					? ` None is left out from ${formatCount(span.first)} to ${formatCount(span.last)}.`
					: ' Others stand between them.';
			const told =
				withheld > 0
					? ` Of ${entries(withheld)} who acted is withheld: what they say rests on the signature alone.`
					: '';
			return `${entries(n)}, each in the log under the checkpoint of ${formatInstant(checkpoint.at, 'UTC')}.${whole}${told}`;
		}
		case 'wrong': {
			const { code, seq } = outcome.fault;
			return seq === null ? faults[code] : `Entry ${formatCount(seq)}: ${faults[code]}`;
		}
		case 'too-large':
			return 'It is too large to be checked here.';
	}
}
