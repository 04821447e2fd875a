import type { RatioEstimate, Zone } from './readers.ts';

/** A reviewer under the code: events scored over those to be expected of the reads that were given. */
export type ReviewerRow = {
	readonly code: string;
	readonly n: number;
	/** Null with fewer reviews than the minimum. */
	readonly severity: RatioEstimate | null;
	/** Both sides matter here: a lenient reviewer hides what a strict one finds. */
	readonly zone: 'lenient' | Zone | null;
	/** Reviews handed in after their date. */
	readonly late: number;
};

export type ReviewerComparison = { readonly rows: readonly ReviewerRow[]; readonly suppressed: number };

/** A share with its Wilson interval. */
export type Share = {
	readonly x: number;
	readonly n: number;
	readonly share: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** Double reads of the random sample: the first and the silent second review of one case. */
export type Agreement = {
	readonly pairs: number;
	/** Pairs needed for percentages, and for the coefficient. */
	readonly minimumPairs: number;
	readonly minimumForCoefficient: number;
	/** On the five steps, and on yes or no; null below the minimum. */
	readonly exact: Share | null;
	readonly anyAgreed: Share | null;
	/** Gwet's AC1 on yes or no with its 95 % interval. */
	readonly ac1: {
		readonly estimate: number | null;
		readonly lower: number | null;
		readonly upper: number | null;
	} | null;
	/** Of two reviews of which one found something, both did: "a second one agrees in 28 %". */
	readonly positive: Share | null;
};
