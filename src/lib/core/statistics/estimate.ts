/** An interval estimate; all null where nothing was observed. */
export type Estimate = {
	readonly estimate: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** Nothing observed, nothing estimated. */
export const noEstimate: Estimate = { estimate: null, lower: null, upper: null };
