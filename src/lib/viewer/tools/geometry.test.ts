import { describe, expect, it } from 'vitest';
import { angleAt, cobbAngle, ellipseRegion, lengthOf, polygonRegion, type Region } from './geometry.ts';
import type { Point2 } from '#lib/viewer/types.ts';

const square = { columnMm: 1, rowMm: 1, basis: 'patient' as const };
const flat = { columnMm: 2, rowMm: 0.5, basis: 'patient' as const };

function count(region: Region): number {
	let n = 0;
	for (let row = region.first[1]; row <= region.last[1]; row++)
		for (let column = region.first[0]; column <= region.last[0]; column++)
			if (region.holds(column, row)) n += 1;
	return n;
}

describe('a length', () => {
	it('is measured in millimetres where pixels are not square', () => {
		expect(lengthOf(flat, [10, 10], [13, 26])).toBeCloseTo(10, 9);
	});
});

describe('an angle', () => {
	it.each<[number, Point2, Point2]>([
		[90, [0, 5], [5, 0]],
		[45, [5, 5], [5, 0]],
		[180, [5, 0], [-5, 0]]
	])('is %s degrees at its corner', (degrees, from, to) => {
		expect(angleAt(square, from, [0, 0], to)).toBeCloseTo(degrees, 9);
	});

	it('is that of the patient, not of the pixels', () => {
		// 5 columns are 10 mm, 20 rows are 10 mm.
		expect(angleAt(flat, [5, 0], [0, 0], [5, 20])).toBeCloseTo(45, 9);
	});
});

describe('a Cobb angle', () => {
	const tilted: [Point2, Point2] = [
		[0, 50],
		[10, 50 + 10 * Math.tan((25 * Math.PI) / 180)]
	];
	it.each<[string, [Point2, Point2, Point2, Point2]]>([
		['drawn from left to right', [[0, 0], [10, 0], ...tilted]],
		['with one line drawn from right to left', [[10, 0], [0, 0], ...tilted]]
	])('is the same %s', (_, ends) => {
		expect(cobbAngle(square, ends)).toBeCloseTo(25, 9);
	});
});

describe('a region', () => {
	it('of an ellipse holds the pixels whose centres lie in it, and knows its area', () => {
		const circle = ellipseRegion(square, [
			[10, 7],
			[10, 13],
			[7, 10],
			[13, 10]
		]);
		// Gauss: 29 lattice points in a circle of radius 3.
		expect(count(circle)).toBe(29);
		expect(circle.area).toBeCloseTo(Math.PI * 9, 9);
	});

	it('of an ellipse may lie askew', () => {
		const askew = ellipseRegion(square, [
			[6, 6],
			[14, 14],
			[9, 11],
			[11, 9]
		]);
		expect(askew.holds(13, 13)).toBe(true);
		expect(askew.holds(13, 7)).toBe(false);
		expect(askew.area).toBeCloseTo(Math.PI * Math.hypot(4, 4) * Math.hypot(1, 1), 9);
		expect(askew.first[0]).toBeLessThanOrEqual(7);
	});

	it('of a closed line leaves its bays out', () => {
		const bay = polygonRegion(flat, [
			[0, 0],
			[10, 0],
			[10, 10],
			[5, 2],
			[0, 10]
		]);
		expect(bay.holds(5, 1)).toBe(true);
		expect(bay.holds(5, 8)).toBe(false);
		expect(bay.area).toBeCloseTo(60, 9);
	});
});
