import { describe, expect, it } from 'vitest';
import { cusumWeight, riskAdjustedCusum } from './risk-adjusted-cusum.ts';

describe('cusumWeight', () => {
	// Parsonnet scores 0 and 50 of Steiner et al. (2000), section 3, with R = 2.
	it.each([
		[false, 0.0246024284027394, -0.024304662618477],
		[true, 0.0246024284027394, 0.668842517941468],
		[false, 0.542397940774351, -0.433338309794383],
		[true, 0.542397940774351, 0.259808870765562]
	])('of an event (%s) at risk %d is %d', (isEvent, risk, weight) => {
		expect(cusumWeight(isEvent, risk, 2)).toBeCloseTo(weight, 14);
	});

	it('is finite for what was certain', () => {
		expect(cusumWeight(true, 0, 2)).toBe(Math.LN2);
		expect(cusumWeight(false, 1, 2)).toBe(-Math.LN2);
		expect(cusumWeight(false, 0, 2)).toBe(0);
		expect(cusumWeight(true, 1, 2)).toBe(0);
	});

	it('keeps the digits of a risk of one in a hundred million', () => {
		expect(cusumWeight(false, 1e-8, 2) / -9.99999995e-9).toBeCloseTo(1, 15);
	});
});

describe('riskAdjustedCusum', () => {
	const y = [0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0];
	const p = [
		0.01, 0.02, 0.03, 0.01, 0.005, 0.02, 0.02, 0.04, 0.01, 0.01, 0.02, 0.03, 0.01, 0.02, 0.01, 0.02, 0.02,
		0.01, 0.04, 0.01
	];

	it('shows the value that signals and starts again from 0', () => {
		const { path, signals } = riskAdjustedCusum({ y, p, oddsRatio: 2, h: 3, reset: true });
		expect(signals).toEqual([13]);
		expect(path[12]).toBeCloseTo(3.26320083835111, 12);
		expect(path[13]).toBeCloseTo(0.673344553263766, 13);
		expect(path[19]).toBeCloseTo(1.25781477351857, 12);
	});

	it('goes on above the limit where it is not reset', () => {
		const { signals } = riskAdjustedCusum({ y, p, oddsRatio: 2, h: 3, reset: false });
		expect(signals).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
	});

	it('signals when it reaches the limit exactly', () => {
		const certain = { p: [0, 0, 0], oddsRatio: 2, reset: true };
		expect(riskAdjustedCusum({ ...certain, y: [1, 1, 1], h: 3 * Math.LN2 }).signals).toEqual([3]);
	});

	it('of nothing is nothing, and refuses outcomes and lists that do not fit', () => {
		const rest = { oddsRatio: 2, h: 3, reset: true };
		expect(riskAdjustedCusum({ y: [], p: [], ...rest })).toEqual({ weights: [], path: [], signals: [] });
		expect(() => riskAdjustedCusum({ y: [2], p: [0.1], ...rest })).toThrow(RangeError);
		expect(() => riskAdjustedCusum({ y: [1], p: [], ...rest })).toThrow(RangeError);
		expect(() => riskAdjustedCusum({ y: [1], p: [1.1], ...rest })).toThrow(RangeError);
	});
});
