import type { Hung } from './hang.ts';
import type { HangingProtocol } from './protocol.ts';

type Layout = HangingProtocol['layout'];
type LaidOut = { readonly layout: Layout; readonly cells: readonly (Hung | null)[] };

/** Widest first, since screens are wide. */
const layouts: readonly Layout[] = [
	{ rows: 1, columns: 1 },
	{ rows: 1, columns: 2 },
	{ rows: 2, columns: 1 },
	{ rows: 1, columns: 3 },
	{ rows: 2, columns: 2 },
	{ rows: 2, columns: 3 },
	{ rows: 3, columns: 3 }
];

/**
 * Takes out cells for which the study has nothing, so that what it has is shown larger, in its order. Where a cell is empty on purpose,
 * or the layout is one of fixed places (a breast that leans on an edge, a prior beside what it is compared with), everything stays where
 * it is.
 */
export function closeGaps(
	{ layout, cells: asked }: HangingProtocol,
	cells: readonly (Hung | null)[]
): LaidOut {
	const isFixed = asked.some(
		({ isEmptyElse, align, study }) => isEmptyElse || align !== null || study === 'prior'
	);
	const found = cells.filter((cell) => cell !== null);
	const smaller = layouts.find(
		({ rows, columns }) =>
			rows * columns >= found.length &&
			rows * columns < layout.rows * layout.columns &&
			columns <= layout.columns
	);
	return isFixed || found.length === 0 || found.length === cells.length || !smaller
		? { layout, cells }
		: { layout: smaller, cells: found };
}
