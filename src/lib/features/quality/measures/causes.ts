/** A cause of discrepancies in the random sample, coded; words are in the taxonomy. */
export type CauseRow = {
	/** `group`, or '' where no cause was named. */
	readonly group: string;
	readonly label: string;
	/** Null where it is too few to be shown, or would be found by subtraction. */
	readonly n: number | null;
	readonly types: readonly { readonly code: string; readonly label: string; readonly n: number | null }[];
};
