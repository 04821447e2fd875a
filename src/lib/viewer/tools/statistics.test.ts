import { describe, expect, it } from 'vitest';
import { polygonRegion } from './geometry.ts';
import { regionStatistics, valueAt } from './statistics.ts';

const frame = {
	values: Int16Array.from({ length: 100 }, (_, at) => (at % 10) + 1000),
	columns: 10,
	rows: 10,
	components: 1,
	slope: 2,
	intercept: -2000
};
const square = { columnMm: 1, rowMm: 1, basis: 'patient' as const };
const box = (from: number, to: number) =>
	polygonRegion(square, [
		[from, from],
		[to, from],
		[to, to],
		[from, to]
	]);

describe('statistics of a region', () => {
	it('leave out what is only padding', () => {
		const padded = { ...frame, padding: [6, 6] as const };
		expect(regionStatistics(padded, box(1.5, 4.5))).toMatchObject({ n: 6, min: 4, max: 8, mean: 6 });
		expect(regionStatistics({ ...frame, padding: [-9, 99] }, box(1.5, 4.5))).toBeNull();
	});

	it('leave out what has no value, and so does a probe', () => {
		const missing = Uint8Array.from({ length: 100 }, (_, at) => Number(at % 10 === 3));
		expect(regionStatistics({ ...frame, missing }, box(1.5, 4.5))).toMatchObject({ n: 6, min: 4, max: 8 });
		expect([valueAt({ ...frame, missing }, 3, 0), valueAt({ ...frame, missing }, 4, 0)]).toEqual([null, 8]);
	});

	it('are those of the values in the unit of the modality', () => {
		// Columns 2 to 4 of rows 2 to 4: 4, 6 and 8, three times each.
		const found = regionStatistics(frame, box(1.5, 4.5));
		expect(found).toMatchObject({ n: 9, mean: 6, min: 4, max: 8 });
		expect(found?.deviation).toBeCloseTo(Math.sqrt(8 / 3), 12);
	});

	it('keep their digits far from zero', () => {
		const far = { ...frame, slope: 1, intercept: 1e9 };
		expect(regionStatistics(far, box(1.5, 4.5))?.deviation).toBeCloseTo(Math.sqrt(2 / 3), 6);
	});

	it('leave out what lies beside the image', () => {
		expect(regionStatistics(frame, box(7.5, 30))?.n).toBe(4);
	});

	it('are none without a pixel, and none of colours', () => {
		expect(regionStatistics(frame, box(2.2, 2.8))).toBeNull();
		expect(regionStatistics({ ...frame, components: 3 }, box(1.5, 4.5))).toBeNull();
	});
});

describe('the value of a pixel', () => {
	it('is in the unit of the modality', () => {
		expect(valueAt(frame, 3, 4)).toBe(6);
	});
	it('is none beside the image', () => {
		expect(valueAt(frame, 10, 4)).toBeNull();
	});
	it('has three parts where it is a colour', () => {
		const colour = { ...frame, values: Uint8Array.from({ length: 300 }, (_, at) => at % 251), components: 3 };
		expect(valueAt(colour, 1, 2)).toEqual([63, 64, 65]);
	});
});
