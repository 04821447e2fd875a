import { describe, expect, it } from 'vitest';
import { cross, toPatient, toPixel, type Plane } from './plane.ts';

const sagittal: Plane = {
	origin: [10, -100, 50],
	row: [0, 1, 0],
	column: [0, 0, -1],
	columnSpacing: 0.5,
	rowSpacing: 2
};

describe('image plane', () => {
	it('puts the centre of the first pixel at the origin', () => {
		expect(toPatient(sagittal, [0, 0])).toEqual([10, -100, 50]);
	});

	it('walks along a row by column spacing and down a column by row spacing', () => {
		expect(toPatient(sagittal, [4, 3])).toEqual([10, -98, 44]);
	});

	it('finds the pixel of a point again, also beside the plane', () => {
		expect(toPixel(sagittal, toPatient(sagittal, [12.5, 7.25]))).toEqual([12.5, 7.25]);
		expect(toPixel(sagittal, [99, -98, 44])).toEqual([4, 3]);
	});

	it('has a right-handed cross product', () => {
		expect(cross([1, 0, 0], [0, 1, 0])).toEqual([0, 0, 1]);
	});
});
