import { describe, expect, it } from 'vitest';
import type { Point3 } from '#lib/viewer/types.ts';
import { crossing, follow, middleOf, nearestSlice, positionMm, type Sheet, type Slices } from './slices.ts';

const axial = (z: number, uid = 'a'): Sheet => ({
	origin: [-50, -50, z],
	row: [1, 0, 0],
	column: [0, 1, 0],
	columnSpacing: 1,
	rowSpacing: 1,
	columns: 101,
	rows: 101,
	frameOfReferenceUid: uid
});
const coronal = (y: number, uid = 'a'): Sheet => ({
	...axial(0, uid),
	origin: [-50, y, 30],
	column: [0, 0, -1],
	rows: 61
});
const pile = (sheets: (Sheet | null)[]): Slices => ({
	total: sheets.length,
	sheet: (at) => sheets[at] ?? null
});
const every = (count: number, step: number, from = 0, uid = 'a') =>
	pile(Array.from({ length: count }, (_, at) => axial(from + at * step, uid)));

describe('cells in step', () => {
	it.each([
		['the same spacing', every(40, 1), 10, every(40, 1), { position: 10, by: 'space' }],
		['another spacing', every(40, 1), 10, every(9, 5), { position: 2, by: 'space' }],
		['the other way round', every(40, 1), 10, every(40, -1, 39), { position: 29, by: 'space' }],
		['beyond the end', every(40, 1), 39, every(10, 1), { position: 9, by: 'space' }],
		['another frame of reference', every(41, 1), 10, every(21, 7, 0, 'b'), { position: 5, by: 'proportion' }],
		['no place in the header', every(41, 1), 40, pile([null, null, null]), { position: 2, by: 'proportion' }],
		['a single image', pile([null]), 0, pile([null, null, null]), { position: 1, by: 'proportion' }]
	] as const)('go by %s', (_, leader, position, follower, expected) => {
		expect(follow(leader, position, follower)).toEqual(expected);
	});

	it('stay where they are in another plane', () => {
		expect(follow(every(40, 1), 10, pile([coronal(0), coronal(1)]))).toBeNull();
	});

	it('stay where they are without images', () => {
		expect(follow(every(40, 1), 10, pile([]))).toBeNull();
	});
});

it('the nearest slice is found in any order', () => {
	expect(nearestSlice(pile([axial(30), axial(-5), axial(12), null]), [100, 100, 10])).toBe(2);
});

it('the position of a slice is that of its middle along the axis it is closest to cross', () => {
	expect(positionMm(axial(-12.5))).toBe(-12.5);
	expect(positionMm(coronal(7))).toBe(7);
	expect(middleOf(axial(3))).toEqual<Point3>([0, 0, 3]);
});

describe('the line where two planes cross', () => {
	it('ends at the edges of the sheet it is drawn for', () => {
		expect(crossing(coronal(20), axial(5))?.toSorted((a, b) => a[0] - b[0])).toEqual([
			[-50.5, 20, 5],
			[50.5, 20, 5]
		]);
	});

	it.each<[string, Sheet, Sheet]>([
		['parallel planes', axial(0), axial(5)],
		['planes that lean by 2° against each other', axial(0), { ...axial(0), column: [0, 0.9994, 0.0349] }],
		['planes of two frames of reference', coronal(0), axial(5, 'b')],
		['planes without a frame of reference', coronal(0, ''), axial(5, '')],
		['a plane beyond the sheet', coronal(0), axial(80)]
	])('does not exist for %s', (_, sheet, other) => {
		expect(crossing(sheet, other)).toBeNull();
	});
});
