import { addMonths } from '#lib/core/month.ts';
import { differenceMover } from '#lib/core/statistics/difference-mover.ts';
import type { ComparisonChoice } from '#lib/features/quality/filter.ts';
import type { MonthSpan } from '#lib/features/quality/view.ts';
import type { GroupRates, OutcomeName, WeightedRate } from './rates.ts';

/** An outcome in both periods and the difference of the two rates with its 95 % interval. */
export type OutcomeChange = {
	readonly now: WeightedRate;
	readonly then: WeightedRate;
	readonly difference: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

export type PeriodComparison = {
	readonly months: MonthSpan;
	readonly outcomes: Readonly<Record<OutcomeName, OutcomeChange>>;
};

/** The period that a filter compares with; null where it compares with none. */
export function comparedMonths(
	months: MonthSpan,
	count: number,
	compare: ComparisonChoice
): MonthSpan | null {
	if (compare === '') return null;
	const back = compare === 'year' ? -12 : -count;
	return { from: addMonths(months.from, back), through: addMonths(months.through, back) };
}

/** A period to be compared; one that is hidden has no figures but n. */
type Period = { readonly rates: GroupRates; readonly isHidden: boolean };

/**
 * Each outcome now and then, and the difference of the very rates that stand beside it. Where one side is hidden there is none, which
 * would tell it.
 */
export function comparePeriods(now: Period, then: Period, months: MonthSpan): PeriodComparison {
	const isHidden = now.isHidden || then.isHidden;
	const change = (outcome: OutcomeName): OutcomeChange => {
		const sides = { now: now.rates[outcome], then: then.rates[outcome] };
		if (isHidden) return { ...sides, difference: null, lower: null, upper: null };
		return { ...sides, ...differenceMover(estimated(sides.now), estimated(sides.then)) };
	};
	return {
		months,
		outcomes: { any: change('any'), significant: change('significant'), scoreThree: change('scoreThree') }
	};
}

function estimated({ rate, lower, upper }: WeightedRate) {
	return { estimate: rate, lower, upper };
}
