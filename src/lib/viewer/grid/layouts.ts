import type { Layout } from '#lib/viewer/cells.ts';
import type { DisplaySet } from '#lib/viewer/types.ts';

/** What the menu offers; a hanging protocol may ask for any. */
export const layouts: readonly Layout[] = [
	{ rows: 1, columns: 1 },
	{ rows: 1, columns: 2 },
	{ rows: 2, columns: 1 },
	{ rows: 1, columns: 3 },
	{ rows: 2, columns: 2 },
	{ rows: 3, columns: 1 },
	{ rows: 2, columns: 3 },
	{ rows: 3, columns: 2 }
];

export const mostCells = 9;

export function cellCount({ rows, columns }: Layout): number {
	return rows * columns;
}

/** `2×3`: rows, columns; also its name in a form. */
export function layoutName({ rows, columns }: Layout): string {
	return `${rows}×${columns}`;
}

/**
 * What the empty cells of a layout take: the series in the order of the rail that no cell shows, those of several images
 * before scouts. By cell, null where nothing is left or something is shown.
 */
export function fillEmpty(
	shown: readonly (string | null)[],
	displaySets: readonly DisplaySet[]
): (string | null)[] {
	const left = displaySets.filter((set) => set.frames.length > 0 && !shown.includes(set.id));
	const inOrder = [
		...left.filter((set) => set.frames.length > 3),
		...left.filter((set) => set.frames.length <= 3)
	];
	return shown.map((id) => (id === null ? (inOrder.shift()?.id ?? null) : null));
}
