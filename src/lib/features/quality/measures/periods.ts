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

/** Each outcome now and then. The difference is of the reviewed cases, for which its interval holds; the rates are those of the page. */
export function comparePeriods(
	now: { readonly rates: GroupRates; readonly scored: Selection },
	then: { readonly rates: GroupRates; readonly scored: Selection },
	months: MonthSpan
): PeriodComparison {
	const change = (outcome: OutcomeName): OutcomeChange => {
		const samples = {
			x1: countOutcome(now.scored, outcome),
			n1: now.scored.size,
			x2: countOutcome(then.scored, outcome),
			n2: then.scored.size
		};
		return {
			now: now.rates[outcome],
			then: then.rates[outcome],
			...differenceNewcombe(samples, 0.95)
		};
	};
	return {
		months,
		outcomes: { any: change('any'), significant: change('significant'), scoreThree: change('scoreThree') }
	};
}
