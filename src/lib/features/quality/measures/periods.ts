import type { MonthSpan } from '#lib/features/quality/view.ts';
import type { OutcomeName, WeightedRate } from './rates.ts';

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
