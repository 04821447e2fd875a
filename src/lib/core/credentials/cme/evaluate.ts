import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { CmeActivity } from './activity.ts';
import { judge, type CmePerson } from './condition.ts';
import { fromThousandths } from './credits.ts';
import type { Pace } from './pace.ts';
import { waysOf, type Requirement } from './requirement.ts';
import type { NotCountedWhy } from './tally.ts';
import { evaluateWay, type WayResult } from './way.ts';
import { resolveWindows, type CmeWindow } from './window.ts';

export const cmeResults = ['met', 'short', 'at-risk', 'not-applicable', 'cannot-tell'] as const;
export type CmeResult = (typeof cmeResults)[number];

/** How a person stands with a requirement on a day. Credits are numbers as people write them, exact to a thousandth. */
export type CmeEvaluation = {
	readonly result: CmeResult;
	/** Both days included; null where it cannot be known, or nothing is asked for. */
	readonly window: CmeWindow | null;
	/** The way that was taken where there are several: the one that is met, or nearest to it. */
	readonly way: string | null;
	readonly earned: { readonly total: number; readonly category1: number };
	/** Surplus of the window before that is part of what is earned. */
	readonly carriedOver: number;
	readonly topics: Readonly<Record<string, number | 'not-applicable' | 'cannot-tell'>>;
	readonly modalities: Readonly<Record<string, number>>;
	/** By `total`, `category1`, `year` and `topic:name`; `course` where a course without hours is missing. */
	readonly shortBy: Readonly<Record<string, number | 'course'>>;
	/** Activities that serve for anything here, in the order of their days. */
	readonly counted: readonly string[];
	readonly notCounted: readonly { readonly id: string; readonly why: NotCountedWhy }[];
	/** Facts of the person that meet the requirement without credits. */
	readonly by: readonly string[];
	/** Facts that would have to be known to tell, or to be sure. */
	readonly missing: readonly string[];
	/** Only where something is missing and the requirement has a policy of pace. */
	readonly pace: Pace | null;
};

type Asked = {
	readonly requirement: Requirement;
	readonly person: CmePerson;
	readonly activities: readonly CmeActivity[];
	/** The calendar day of asking: what is completed later does not count yet. */
	readonly asOf: CalendarDay;
};

/**
 * How a person stands with a requirement on a day. Pure: the same activity may serve for many authorities and is never used up,
 * the order of activities does not matter, and another activity never makes the result worse.
 */
export function evaluateRequirement(asked: Asked): CmeEvaluation {
	const { requirement, person, asOf } = asked;
	const activities = inOrder(asked.activities);
	const applies = judge(requirement.appliesIf, person);
	if (applies.answer === 'no') return without('not-applicable', { activities, missing: [] });
	if (requirement.isUnknown) return without('cannot-tell', { activities, missing: ['requirement'] });

	const results: WayResult[] = [];
	const unresolved: string[] = [];
	for (const { name, terms } of waysOf(requirement)) {
		if (terms.window === undefined && asksForNothing(terms)) continue;
		const windows = resolveWindows(terms.window ?? { type: 'ever' }, { person, asOf });
		const at = { terms, person, asOf, pace: requirement.pace ?? null, name };
		if (windows.ok)
			results.push(...windows.value.map((window) => evaluateWay(activities, { ...at, window })));
		else {
			unresolved.push(windows.error);
			// A substitute needs no window; what it leaves due cannot be told without one.
			results.push(evaluateWay(activities, { ...at, window: null }));
		}
	}
	const best = results.reduce<WayResult | null>(
		(found, next) => (found === null || isBetter(next, found) ? next : found),
		null
	);
	if (best === null) return without('not-applicable', { activities, missing: [] });
	const evaluation = toEvaluation(best, [...best.missing, ...(best.window ? [] : unresolved)]);
	if (applies.answer === 'yes' || best.result === 'met' || best.result === 'not-applicable')
		return evaluation;
	return { ...evaluation, result: 'cannot-tell', missing: [...applies.missing, ...evaluation.missing] };
}

function asksForNothing(terms: WayResult['terms']): boolean {
	return (terms.total ?? null) === null && !terms.category1Min && (terms.topics ?? []).length === 0;
}

const rank: Readonly<Record<CmeResult, number>> = {
	'at-risk': 0,
	short: 1,
	'cannot-tell': 2,
	'not-applicable': 3,
	met: 4
};

/** Another way is better when its result is, or when less is missing; of equal ones the first stays. */
function isBetter(next: WayResult, found: WayResult): boolean {
	if (rank[next.result] !== rank[found.result]) return rank[next.result] > rank[found.result];
	return next.distance < found.distance;
}

function inOrder(activities: readonly CmeActivity[]): readonly CmeActivity[] {
	return activities.toSorted(
		(one, other) => compare(one.completedOn, other.completedOn) || compare(one.id, other.id)
	);
}

function compare(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}

function toEvaluation(way: WayResult, missing: readonly string[]): CmeEvaluation {
	return {
		result: way.result,
		window: way.window,
		way: way.name,
		earned: { total: fromThousandths(way.total), category1: fromThousandths(way.category1) },
		carriedOver: fromThousandths(way.carriedOver),
		topics: way.topics,
		modalities: way.modalities,
		shortBy: way.shortBy,
		counted: way.counted,
		notCounted: way.notCounted,
		by: way.by,
		missing: [...new Set(missing)],
		pace: way.pace
	};
}

/** An answer that leans on no activity. */
function without(
	result: CmeResult,
	{ activities, missing }: { activities: readonly CmeActivity[]; missing: readonly string[] }
): CmeEvaluation {
	const why = result === 'not-applicable' ? 'not-applicable' : 'window-unknown';
	return {
		result,
		window: null,
		way: null,
		earned: { total: 0, category1: 0 },
		carriedOver: 0,
		topics: {},
		modalities: {},
		shortBy: {},
		counted: [],
		notCounted: activities.map(({ id }) => ({ id, why })),
		by: [],
		missing,
		pace: null
	};
}
