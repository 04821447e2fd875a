import type { Rate } from '#lib/core/statistics/rate.ts';
import type { ExpectedRate } from './expected.ts';
import type { EvaluationPolicy } from './policy.ts';

/** What may lead from an ongoing evaluation to a focused one. */
export const triggerNames = [
	'above-expected',
	'above-threshold',
	'severe-event',
	'complaints',
	'low-volume'
] as const;
export type TriggerName = (typeof triggerNames)[number];

/** `look`: somebody must look at it; `cannot-tell`: too few reviews to say; `not-agreed`: the group has set no limit. */
export type TriggerState = 'within' | 'look' | 'cannot-tell' | 'not-agreed';

export type Trigger = {
	readonly name: TriggerName;
	readonly state: TriggerState;
	/** What was found: a share in [0, 1] of the first two, a count of the others; null where it cannot be told. */
	readonly value: number | null;
	/** At which it asks for a look; null where there is none. */
	readonly limit: number | null;
};

/** What the triggers look at. */
export type EvaluatedPerson = {
	/** Significant discrepancies of the random sample. */
	readonly significant: Rate;
	readonly expected: ExpectedRate | null;
	/** Final scores of 3b, however the case came into review. */
	readonly severeEvents: number;
	readonly sustainedComplaints: number;
	/** Reads in the twelve months that end with the period. */
	readonly readsInYear: number;
};

/** How somebody stands to each trigger of a policy. A look is asked for, nothing is decided: that is for people. */
export function triggersOf(person: EvaluatedPerson, policy: EvaluationPolicy): Trigger[] {
	const { significant } = person;
	const isEnough = significant.n >= policy.minimumReviews;
	return [
		aboveExpected(person, policy, isEnough),
		aboveThreshold(significant, policy, isEnough),
		counted('severe-event', person.severeEvents, policy.severeEvents),
		counted('complaints', person.sustainedComplaints, policy.complaints),
		{
			name: 'low-volume',
			state: person.readsInYear < policy.lowVolumeReads ? 'look' : 'within',
			value: person.readsInYear,
			limit: policy.lowVolumeReads
		}
	];
}

function aboveExpected(
	{ significant, expected }: EvaluatedPerson,
	{ standardErrors }: EvaluationPolicy,
	isEnough: boolean
): Trigger {
	const name = 'above-expected';
	if (!isEnough || !expected || significant.estimate === null)
		return { name, state: 'cannot-tell', value: null, limit: null };
	const limit = Math.min(1, expected.estimate + standardErrors * expected.standardError);
	return {
		name,
		state: significant.estimate > limit ? 'look' : 'within',
		value: significant.estimate,
		limit
	};
}

function aboveThreshold({ upper }: Rate, { significantShare }: EvaluationPolicy, isEnough: boolean): Trigger {
	const name = 'above-threshold';
	if (significantShare === 0) return { name, state: 'not-agreed', value: null, limit: null };
	if (!isEnough || upper === null)
		return { name, state: 'cannot-tell', value: null, limit: significantShare };
	return { name, state: upper > significantShare ? 'look' : 'within', value: upper, limit: significantShare };
}

function counted(name: TriggerName, value: number, limit: number): Trigger {
	return { name, state: value >= limit ? 'look' : 'within', value, limit };
}
