/** What a reviewer was given since known cases began, and how many of it were known. */
export type Given = { readonly known: number; readonly others: number };

/**
 * Whether a reviewer's next known case is due. Over time known cases are `share` of all that the reviewer is given; where each of
 * them falls nobody can foresee.
 * @param share of the reviewer's cases, in [0,1]
 * @param unit a number in [0,1) for this reviewer and this place in the row
 */
export function isKnownCaseDue({ known, others }: Given, share: number, unit: number): boolean {
	return share > 0 && (known + others) * share >= known + unit;
}
