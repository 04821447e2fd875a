import type { AuditEvent } from './events.ts';

/**
 * Facts that tell an outcome, of a case or of many together, by the type of their event. Whoever has reads of their own is shown none
 * of them, whosever case it is: what is left out of the own ones alone would say which these are. Baselines of earlier releases bear
 * their counts, and the hash of a report is that of its counts.
 */
const outcomeFacts: Readonly<Record<string, readonly string[]>> = {
	'ai-result.compared': ['agreement'],
	'alert.closed': ['outcome'],
	// How many entries there are would tell how many are not shown.
	'audit.checkpointed': ['rootHash', 'size'],
	'audit.extracted': ['n', 'sha256'],
	'audit.verified': ['links'],
	'case.withdrawn': ['reason'],
	'export.taken': ['sha256'],
	'focused-plan.begun': ['trigger'],
	'focused-plan.ended': ['outcome'],
	'quality.baseline-frozen': ['x', 'n'],
	'read-pair.graded': ['grade'],
	'report.exported': ['sha256', 'n'],
	'review.submitted': ['score']
};

/**
 * Types of events that tell by being there how a review ended: final at once, in the committee, or with something the facility must know.
 * The answer to a rebuttal is told to its reader with the next day, its hour never. Beside pages that leave out the cases of a viewer's
 * own reads, their number would tell of these: how many there are, and where between other events, is not told to readers either.
 */
export const outcomeTypes: readonly AuditEvent['type'][] = [
	'case.finalised',
	'case.referred',
	'committee.decided',
	'committee.recused',
	'committee.voted',
	'correction.addendum-linked',
	'correction.closed',
	'correction.informed',
	'correction.opened',
	'correction.overdue',
	'correction.received',
	'correction.reopened',
	'correction.reworded',
	'feedback.answered',
	'review.kept',
	'review.reopened',
	'review.returned',
	'review.superseded'
];

/** The facts of an event as somebody with reads of their own may see them, and the names of those that are withheld. */
export function factsForReader(
	type: string,
	facts: Readonly<Record<string, unknown>>
): { readonly facts: Readonly<Record<string, unknown>>; readonly withheld: readonly string[] } {
	const withheld = (outcomeFacts[type] ?? []).filter((name) => Object.hasOwn(facts, name));
	const told = Object.entries(facts).filter(([name]) => !withheld.includes(name));
	return { facts: Object.fromEntries(told), withheld };
}

/** Whether an event tells of one case: who did it would name its reader, its reviewer or a member of its committee. */
export function isAboutCase(type: string): boolean {
	return (
		/^(case|impression|review|committee|feedback|learning|referral)\./.test(type) ||
		type === 'report.revealed'
	);
}
