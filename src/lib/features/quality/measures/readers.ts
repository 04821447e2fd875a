import type { Rate } from '#lib/core/statistics/rate.ts';
import type { TwoWayFailure } from '#lib/core/statistics/two-way.ts';

/**
 * Where somebody stands among the others: within expected variation, beyond the 95 % limit (look again), beyond the 99.8 % one
 * (signal). Upper side alone: a low ratio more often means a lenient reviewer (statistics reference, 8).
 */
export const zones = ['within', 'again', 'signal'] as const;
export type Zone = (typeof zones)[number];

/** Observed over expected with its exact 95 % interval. */
export type RatioEstimate = {
	readonly observed: number;
	readonly expected: number;
	readonly ratio: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** A radiologist under the code. Below the minimum there are no figures but n, not even a numerator. */
export type ReaderStanding = {
	readonly readerId: string;
	readonly code: string;
	/** Reviews with a final score, and those that the others are too few to compare with. */
	readonly n: number;
	readonly excludedN: number;
	readonly rate: Rate | null;
	readonly comparison: RatioEstimate | null;
	/** Null where there is no place on the funnel. */
	readonly zone: Zone | null;
	/** Less than 80 % of the due reviews are done: nothing is shown. */
	readonly isIncomplete: boolean;
};

export type ReaderStandings = {
	/** In the order of their codes: never ranked. */
	readonly rows: readonly ReaderStanding[];
	readonly group: Rate;
	/** Fewer than five radiologists with reviews are no comparison group. */
	readonly isComparable: boolean;
	/** Why reviewers' severity could not be taken out; null where it was. */
	readonly notAdjusted: TwoWayFailure | null;
	/** False alarms to be expected at the 99.8 % limit among those compared. */
	readonly expectedFalseSignals: number;
	readonly suppressed: number;
};

/** A sentence's worth of evidence. */
export type ReaderSignal = RatioEstimate & {
	readonly readerId: string;
	readonly code: string;
	readonly zone: 'again' | 'signal';
	readonly n: number;
	readonly excludedN: number;
	/** How rarely somebody average would show as much: P(X ≥ observed). */
	readonly tail: number;
	/** Different reviewers of these reads. */
	readonly reviewers: number;
	readonly unadjusted: RatioEstimate & { readonly zone: Zone };
	/** Whether the zone is another one without the adjustment for reviewers. */
	readonly changesWithReviewers: boolean;
};
