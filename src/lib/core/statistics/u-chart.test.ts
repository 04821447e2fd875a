import { describe, expect, it } from 'vitest';
import { uChart, uPrimeChart } from './u-chart.ts';

describe('uChart', () => {
	it('of shipping errors has its upper limit at 0.1894 (Montgomery, example 7.4)', () => {
		const x = [2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4];
		const chart = uChart({ x, n: x.map(() => 50), center: null, k: 3 });
		expect(chart.center).toBeCloseTo(0.074, 14);
		expect(chart.ucl[7]).toBeCloseTo(0.189412304370028, 14);
		expect(chart.lcl[7]).toBe(0);
		expect(chart.signals).toEqual([]);
	});

	it('may lie above 1, and signals at a count that is too large', () => {
		const chart = uChart({ x: [9, 30], n: [2.5, 2.5], center: 4, k: 3 });
		expect(chart.y).toEqual([3.6, 12]);
		expect(chart.signals).toEqual([2]);
	});

	it('leaves a gap without exposure and refuses events in it', () => {
		expect(uChart({ x: [1, 0], n: [10, 0], center: null, k: 3 }).y).toEqual([0.1, null]);
		expect(() => uChart({ x: [1, 1], n: [10, 0], center: null, k: 3 })).toThrow(RangeError);
	});
});

describe('uPrimeChart', () => {
	it('widens the limits by the mean moving range of the z-scores', () => {
		// Standard error 1 around 100 of exposure 1: z = -10, 10, -10, so sigmaZ = 20/10/1.128 with s = 10.
		const chart = uPrimeChart({ x: [0, 200, 0], n: [1, 1, 1], center: 100, k: 3 });
		expect(chart.sigmaZ).toBeCloseTo(20 / 1.128, 12);
		expect(chart.ucl[0]).toBeCloseTo(100 + 30 * (20 / 1.128), 9);
	});
});
