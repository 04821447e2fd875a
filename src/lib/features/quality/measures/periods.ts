import { addMonths } from '#lib/core/month.ts';
import type { Selection } from '#lib/core/rollups/selection.ts';
import { differenceNewcombe } from '#lib/core/statistics/difference-newcombe.ts';
import type { ComparisonChoice } from '#lib/features/quality/filter.ts';
import type { MonthSpan } from '#lib/features/quality/view.ts';
import { countOutcome, type GroupRates, type OutcomeName, type WeightedRate } from './rates.ts';

/** An outcome in both periods and the difference of the unweighted shares with its 95 % interval (Newcombe). */
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
type Period = { readonly rates: GroupRates; readonly scored: Selection; readonly isHidden: boolean };

/**
 * Each outcome now and then. The difference is of the reviewed cases, for which its interval holds; the rates are those of the page.
 * Where one side is hidden there is none, which would tell it.
 */
export function comparePeriods(now: Period, then: Period, months: MonthSpan): PeriodComparison {
	const isHidden = now.isHidden || then.isHidden;
	const change = (outcome: OutcomeName): OutcomeChange => {
		const sides = { now: now.rates[outcome], then: then.rates[outcome] };
		if (isHidden) return { ...sides, difference: null, lower: null, upper: null };
		const samples = {
			x1: countOutcome(now.scored, outcome),
			n1: now.scored.size,
			x2: countOutcome(then.scored, outcome),
			n2: then.scored.size
		};
		return { ...sides, ...differenceNewcombe(samples, 0.95) };
	};
	return {
		months,
		outcomes: { any: change('any'), significant: change('significant'), scoreThree: change('scoreThree') }
	};
}
