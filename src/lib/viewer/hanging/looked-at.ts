import type { Hanging } from '#lib/core/hanging/hang.ts';
import type { Arrangement, CellContent } from '#lib/viewer/cells.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

/** What the active cell shows of some studies, else the first cell that shows one of them. */
export function lookedAtOf(
	cells: readonly (CellContent | null)[],
	active: number,
	displaySets: readonly Pick<DisplaySet, 'id' | 'studyUid'>[],
	studyUids: readonly string[]
): CellContent | null {
	const isAsked = (content: CellContent | null) =>
		displaySets.some(({ id, studyUid }) => id === content?.displaySetId && studyUids.includes(studyUid));
	return [cells[active] ?? null, ...cells].find(isAsked) ?? null;
}

/** The screen that a protocol asks for. The stack that somebody looks at stays at its slice. */
export function arrangementOf(
	{ layout, cells, isSideBySide }: Pick<Hanging, 'layout' | 'cells' | 'isSideBySide'>,
	lookedAt: CellContent | null = null
): Arrangement {
	const isStack = (lookedAt?.plane ?? 'stack') === 'stack' && lookedAt?.slab === undefined;
	const position = isStack ? lookedAt?.position : undefined;
	return {
		layout,
		...(isSideBySide && { isSideBySide }),
		cells: cells.map((cell) => {
			const stays = cell?.displaySetId === lookedAt?.displaySetId && !cell?.plane && !cell?.slab;
			return cell && { ...(position !== undefined && stays && { position }), ...cell };
		})
	};
}
