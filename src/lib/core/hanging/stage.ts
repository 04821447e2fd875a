import type { HangingProtocol } from './protocol.ts';

type Layout = HangingProtocol['layout'];
/** A screen laid out, cells row by row; one with an edge to lean on belongs beside its neighbour. */
type LaidOut<Cell> = { layout: Layout; cells: (Cell | null)[]; isSideBySide?: true };
type Leaning = { readonly align?: unknown };

/** The place of all images, in CSS pixels. */
export type StageSize = { readonly widthPx: number; readonly heightPx: number };

/** So much taller than wide that a bar of tools which comes or goes does not change the answer. */
const tallFrom = 1.2;
/** Below this the notes at the edges of the images lie on each other, and the whole stage is better given to one image. */
const narrowestStagePx = 320;
const smallestCellPx = 130;

/**
 * Where the stage is taller than wide, what lies in more columns than rows lies in more rows than columns: neighbours stay neighbours,
 * and images are larger. What is told right from left by where it hangs, as breasts, stays side by side.
 */
export function turnedFor<Cell extends Leaning>(laid: LaidOut<Cell>, stage: StageSize | null): LaidOut<Cell> {
	const { layout, cells, isSideBySide = false } = laid;
	const { rows, columns } = layout;
	const isTall = stage !== null && stage.heightPx > tallFrom * stage.widthPx;
	if (!isTall || columns <= rows || isSideBySide || cells.some((cell) => cell?.align)) return laid;
	const turned = Array.from(
		{ length: rows * columns },
		(_, at) => cells[(at % rows) * columns + Math.floor(at / rows)] ?? null
	);
	return { layout: { rows: columns, columns: rows }, cells: turned };
}

/** What a stage opens with: {@link turnedFor} it, and the first picture alone where several would be too small. */
export function openedOn<Cell extends Leaning>(laid: LaidOut<Cell>, stage: StageSize | null): LaidOut<Cell> {
	const turned = turnedFor(laid, stage);
	const first = turned.cells.find((cell) => cell !== null);
	if (!stage || !first) return turned;
	const { rows, columns } = turned.layout;
	const isSmall =
		stage.widthPx < narrowestStagePx ||
		Math.min(stage.widthPx / columns, stage.heightPx / rows) < smallestCellPx;
	return isSmall ? { layout: { rows: 1, columns: 1 }, cells: [first] } : turned;
}
