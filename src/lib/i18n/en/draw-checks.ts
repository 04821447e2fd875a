import type { DrawOutcome } from '#lib/core/bundle/check.ts';
import type { DrawCheck } from '#lib/core/sampling/verify.ts';

/** What each check of a draw asks, in words for somebody who has never seen one. */
const asked: Readonly<Record<DrawCheck['name'], string>> = {
	commitment: 'The secret number is the one that was promised beforehand',
	timing: 'The promise was made before the number was revealed',
	policy: 'The sampling policy is the one whose hash is given',
	'frame-hash': 'The list of reads is the one whose hash is given',
	'frame-form': 'The list of reads is written as it should be',
	'frame-count': 'The list has as many reads as the certificate says',
	'frame-period': 'All reads of the list are of the period',
	strata: 'The groups of reads are those of the list',
	allocation: 'Each group got as many cases as the policy says',
	selection: 'The same cases come out when the draw is repeated'
};

/** A check of a draw in words, with the first difference where it failed. */
export function drawCheckSentence({ name, difference }: DrawCheck): string {
	if (!difference) return `${asked[name]}.`;
	const { at, expected, found } = difference;
	return `Not so: ${asked[name].toLowerCase()}. At ${at} it should be “${expected}” and is “${found}”.`;
}

/** What came out of repeating a draw, in one sentence: the first check that failed, or that all hold. */
export function drawSentence(outcome: DrawOutcome): string {
	switch (outcome.code) {
		case 'repeated': {
			const failed = outcome.verification.checks.find(({ ok }) => !ok);
			return failed
				? drawCheckSentence(failed)
				: 'The draw is as certified: repeated from its two files, it gives the same cases.';
		}
		case 'frame-needed':
			return 'The list of reads is missing: choose the certificate and its frame (CSV) together.';
		case 'certificate-needed':
			return 'This is the list of reads of a draw: choose it together with its certificate (JSON).';
		case 'too-large':
			return 'The two files are too large to be repeated here: run npx overread draw verify with them.';
		case 'certificate-json':
			return 'The certificate is damaged: it is no JSON.';
		case 'certificate-form':
			return `The certificate is not written as certificates are: see “${outcome.at}”.`;
	}
}
