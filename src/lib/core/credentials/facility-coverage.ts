import { addDays, type CalendarDay } from './calendar-day.ts';
import { coverageSpans, type CoverageSpan, type Holder } from './coverage.ts';
import type { GatePolicy } from './gate/policy.ts';
import type { GateQuestion } from './gate/question.ts';
import { mayRead } from './gate/reasons.ts';
import { relevantTo } from './relevant-records.ts';

/** How far ahead too few are warned of, in days. */
export const COVERAGE_DAYS = 120;

/** Somebody with the answers of the gate from a day on. */
export type HolderSpans = { readonly id: string; readonly spans: readonly CoverageSpan[] };

/** The number of people who may read from a day on, until the next one. */
export type CoverageStep = { readonly from: CalendarDay; readonly n: number };

/** A time in which too few may read; `through` null: as far as anything is recorded. */
export type CoverageGap = {
	readonly from: CalendarDay;
	readonly through: CalendarDay | null;
	/** How many on its first day. */
	readonly n: number;
};

/** How a facility is covered. */
export type FacilityCoverage = {
	readonly mayRead: number;
	readonly of: number;
	/** The next day on which fewer may read than the day before, and how many then. */
	readonly falls: CoverageStep | null;
	/** Times of too few that begin within `COVERAGE_DAYS`, in order. */
	readonly gaps: readonly CoverageGap[];
};

/** The answers for each holder, from a day on. */
export function holderSpans(given: {
	question: GateQuestion;
	holders: readonly Holder[];
	policy: GatePolicy;
	day: CalendarDay;
}): HolderSpans[] {
	const { question, holders, policy, day } = given;
	return holders.map(({ id, records }) => ({
		id,
		spans: coverageSpans({ question, records: relevantTo(question, records), policy, from: day })
	}));
}

/** How many may read, by the days on which that changes; the first is the day from which the spans are. */
export function coverageSteps(all: readonly HolderSpans[], day: CalendarDay): CoverageStep[] {
	const changes = new Map<CalendarDay, number>([[day, 0]]);
	for (const { spans } of all) {
		let before = 0;
		for (const { from, result } of spans) {
			const may = mayRead(result.outcome) ? 1 : 0;
			if (may !== before) changes.set(from, (changes.get(from) ?? 0) + may - before);
			before = may;
		}
	}
	let n = 0;
	return [...changes]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([from, change]) => ({ from, n: (n += change) }));
}

/**
 * How a facility is covered from a day on, by the answers for everybody.
 * @param least with fewer who may read there are too few
 */
export function facilityCoverage(
	all: readonly HolderSpans[],
	day: CalendarDay,
	least: number
): FacilityCoverage {
	const steps = coverageSteps(all, day);
	const last = addDays(day, COVERAGE_DAYS);
	const gaps: CoverageGap[] = [];
	let falls: CoverageStep | null = null;
	let gap: CoverageStep | null = null;
	for (const [at, step] of steps.entries()) {
		const before = steps[at - 1];
		if (!falls && before && step.n < before.n) falls = step;
		if (step.n < least) gap ??= step;
		else if (gap) {
			gaps.push({ ...gap, through: addDays(step.from, -1) });
			gap = null;
		}
	}
	if (gap) gaps.push({ ...gap, through: null });
	return {
		mayRead: steps[0]?.n ?? 0,
		of: all.length,
		falls,
		gaps: gaps.filter(({ from }) => from <= last)
	};
}
