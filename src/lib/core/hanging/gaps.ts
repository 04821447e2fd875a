import type { Hung } from './hang.ts';
import type { Condition, HangingCell, HangingProtocol } from './protocol.ts';

type Layout = HangingProtocol['layout'];
type LaidOut = {
	readonly layout: Layout;
	readonly cells: readonly (Hung | null)[];
	/** Left and right are told by where they hang: columns stay columns on every stage. */
	readonly isSideBySide?: true;
};

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
 * Takes out cells for which the study has nothing, so that what it has is shown larger, in its order. Where a cell that lacks is to be
 * seen, or the layout is one of fixed places (a breast that leans on an edge, a prior beside what it is compared with), everything stays
 * where it is. So it does where a mammogram lacks whose cell is to be empty otherwise: groups wrote so before places could be kept by name.
 */
export function closeGaps(
	{ layout, cells: asked, modalities }: Pick<HangingProtocol, 'layout' | 'cells' | 'modalities'>,
	cells: readonly (Hung | null)[]
): LaidOut {
	const isKept = (cell: HangingCell) =>
		cell.keepsPlace || (cell.isEmptyElse && (modalities.includes('MG') || asksFor(cell, isOfBreasts)));
	const isFixed = asked.some(
		(cell, at) => (!cells[at] && isKept(cell)) || cell.align !== null || cell.study === 'prior'
	);
	const isSideBySide = asked.some((cell) => cell.align !== null || asksFor(cell, isSide));
	const side = isSideBySide ? { isSideBySide } : {};
	const found = cells.filter((cell) => cell !== null);
	const smaller = layouts.find(
		({ rows, columns }) =>
			rows * columns >= found.length &&
			rows * columns < layout.rows * layout.columns &&
			columns <= layout.columns
	);
	return isFixed || found.length === 0 || found.length === cells.length || !smaller
		? { layout, cells, ...side }
		: { layout: smaller, cells: found, ...side };
}

const isSide = ({ about }: Condition): boolean => about === 'side';
const isOfBreasts = (condition: Condition): boolean =>
	condition.about === 'view' ||
	isSide(condition) ||
	(condition.about === 'modality' && condition.oneOf.includes('MG'));

function asksFor({ need }: HangingCell, isSo: (condition: Condition) => boolean): boolean {
	return need.some(isSo);
}
