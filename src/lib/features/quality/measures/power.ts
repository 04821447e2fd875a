/** What the present sampling can and cannot see: of a radiologist at the middle of the group's numbers. */
export type PowerSentence = {
	/** Reviews a year of the radiologist in the middle; null without reviews. */
	readonly reviewsPerYear: number | null;
	readonly groupRate: number | null;
	/** Probability to be flagged within a year at the 99.8 % and at the 95 % limit with twice, or 2.5 times, the group's rate. */
	readonly double: { readonly signal: number; readonly again: number } | null;
	readonly twoAndAHalf: { readonly signal: number; readonly again: number } | null;
	/** Reviews a year needed to flag a doubling at the 95 % limit with 80 %; null where the group's rate is 0. */
	readonly neededForDouble: number | null;
};
