import { describe, expect, it } from 'vitest';
import { finitePopulationRate } from './finite-population.ts';

describe('finitePopulationRate', () => {
	it('of half the cases has an effective size of nearly all (Cochran, section 3.2)', () => {
		const result = finitePopulationRate({ x: 4, n: 120, N: 240, level: 0.95 });
		expect(result.se).toBeCloseTo(0.0116356129330889, 14);
		expect(result.effectiveN).toBe(239);
		expect(result.lower).toBeCloseTo(0.016962287098916, 12);
		expect(result.upper).toBeCloseTo(0.0644685865668055, 12);
	});

	it('of all cases is known', () => {
		const rate = 4 / 120;
		expect(finitePopulationRate({ x: 4, n: 120, N: 120, level: 0.95 })).toEqual({
			rate,
			se: 0,
			effectiveN: null,
			lower: rate,
			upper: rate
		});
	});

	it.each([
		[0, 0, 10, { rate: null, se: null, lower: null }],
		[0, 0, 0, { rate: null, upper: null }],
		[0, 1, 10, { rate: 0, se: null, effectiveN: 1, lower: 0 }],
		[0, 50, 1e8, { rate: 0, se: 0, lower: 0 }],
		[50, 50, 1e8, { rate: 1, se: 0, upper: 1 }]
	])('of %d in %d of %d', (x, n, N, expected) => {
		expect(finitePopulationRate({ x, n, N, level: 0.95 })).toMatchObject(expected);
	});

	it('refuses more reviews than reads', () => {
		expect(() => finitePopulationRate({ x: 1, n: 11, N: 10, level: 0.95 })).toThrow(RangeError);
	});
});
