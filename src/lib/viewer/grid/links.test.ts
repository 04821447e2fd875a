import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Point3 } from '#lib/viewer/types.ts';
import type { Cell } from './cell.ts';
import { makeLinks } from './links.ts';
import type { Sheet } from './slices.ts';

beforeAll(() => {
	vi.stubGlobal('requestAnimationFrame', () => 1);
	vi.stubGlobal('cancelAnimationFrame', () => undefined);
});
afterAll(() => vi.unstubAllGlobals());

/** Slices a millimetre apart, along the patient's axis of `along`. */
function makeCell(along: 0 | 2): Cell {
	let at = 0;
	const sheet = (index: number): Sheet => {
		const origin: Point3 = [0, 0, 0];
		origin[along] = index;
		return {
			origin,
			row: along === 2 ? [1, 0, 0] : [0, 1, 0],
			column: along === 2 ? [0, 1, 0] : [0, 0, 1],
			columnSpacing: 1,
			rowSpacing: 1,
			columns: 101,
			rows: 100,
			frameOfReferenceUid: '1.2.3'
		};
	};
	const cell = {
		reel: () => ({ total: 100, sheet, basis: null }),
		position: () => at,
		go: (to: number) => (at = to),
		pane: () => null
	};
	return cell as unknown as Cell; // of a cell, this is what is asked for
}

function openLinks(...cells: Cell[]) {
	const looks: number[][] = [];
	const links = makeLinks({
		cells: () => cells,
		active: () => 0,
		modality: () => null,
		onMoved: () => looks.push(cells.map((cell) => cell.position())),
		onChange: () => undefined
	});
	return { links, looks };
}

it('tells where all cells look once those in step have followed', () => {
	const [first, second] = [makeCell(2), makeCell(2)];
	const { links, looks } = openLinks(first, second);
	first.go(40);
	links.keepInStep({ scroll: true });
	expect(looks.at(-1)).toEqual([40, 40]);
	first.go(90);
	links.scrolled(0);
	expect(looks.at(-1)).toEqual([90, 90]);
});

it('tells where all cells look once the crosshairs have brought them together', () => {
	const [axial, sagittal] = [makeCell(2), makeCell(0)];
	const { links, looks } = openLinks(axial, sagittal);
	axial.go(20);
	links.cross(true);
	// The crosshairs meet in the middle of the slice.
	expect(looks.at(-1)).toEqual([20, 50]);
});

it('tells of a cell that scrolls alone', () => {
	const [first, second] = [makeCell(2), makeCell(2)];
	const { links, looks } = openLinks(first, second);
	first.go(3);
	links.scrolled(0);
	expect(looks).toEqual([[3, 0]]);
});
