/** People whose lines are sent at once: each has a cell for every jurisdiction, and a page of all of a large group takes a server seconds. */
export const PEOPLE_A_PAGE = 50;

/** A matrix with the lines of one page. */
export type MatrixPage<M> = M & {
	/** People on all pages. */
	readonly people: number;
	/** The id after which the next page begins; null: this is the last. */
	readonly next: string | null;
};

/**
 * The lines after somebody's, and how many there are in all; an id that is not there begins anew.
 * @param after the last id of the page before; null: the first page
 */
export function pageOfLines<M extends { readonly lines: readonly { readonly id: string }[] }>(
	matrix: M,
	after: string | null
): MatrixPage<M> {
	const from = matrix.lines.findIndex(({ id }) => id === after) + 1;
	const lines = matrix.lines.slice(from, from + PEOPLE_A_PAGE);
	const isLast = from + PEOPLE_A_PAGE >= matrix.lines.length;
	return { ...matrix, lines, people: matrix.lines.length, next: isLast ? null : (lines.at(-1)?.id ?? null) };
}
