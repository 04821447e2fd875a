import { describe, expect, it } from 'vitest';
import { shrinkRatios } from './gamma-poisson.ts';

// Lip cancer in 56 Scottish districts (Clayton & Kaldor 1987), as observed/expected.
const districts =
	'9/1.4 39/8.7 11/3 9/2.5 15/4.3 8/2.4 26/8.1 7/2.3 6/2 20/6.6 13/4.4 5/1.8 3/1.1 8/3.3 17/7.8 9/4.6 2/1.1 7/4.2 9/5.5 7/4.4 16/10.5 31/22.7 11/8.8 7/5.6 19/15.5 15/12.5 7/6 10/9 16/14.4 11/10.2 5/4.8 3/2.9 7/7 8/8.5 11/12.3 9/10.1 11/12.7 8/9.4 6/7.2 4/5.3 10/18.8 8/15.8 2/4.3 6/14.6 19/50.7 3/8.2 2/5.6 3/9.3 28/88.7 6/19.6 1/3.4 1/3.6 1/5.7 1/7 0/4.2 0/1.8'
		.split(' ')
		.map((text) => text.split('/').map(Number))
		.map(([o = 0, e = 0]) => ({ o, e }));

describe('shrinkRatios', () => {
	it('finds the prior of the Scottish districts: Gamma(1.88, 1.32)', () => {
		const { shape, rate, units } = shrinkRatios(districts, 0.95);
		expect(shape).toBeCloseTo(1.87948994, 7);
		expect(rate).toBeCloseTo(1.3216671, 7);
		expect(units[0]?.mean).toBeCloseTo(3.997362473, 7);
		expect(units[0]?.lower).toBeCloseTo(1.98648565, 7);
		expect(units[0]?.upper).toBeCloseTo(6.69949582, 7);
	});

	it('leaves everybody at the pooled ratio where chance explains more than all', () => {
		const units = [4, 5, 6, 5].map((o) => ({ o, e: 4 }));
		expect(shrinkRatios(units, 0.95)).toEqual({
			heterogeneity: false,
			shape: null,
			rate: null,
			units: units.map(() => ({ mean: 1.25, lower: null, upper: null }))
		});
	});

	it('is 0 without limits where nothing happened, and unknown where nothing was expected', () => {
		expect(shrinkRatios([{ o: 0, e: 3 }], 0.95).units).toEqual([{ mean: 0, lower: null, upper: null }]);
		expect(shrinkRatios([{ o: 0, e: 0 }], 0.95).units).toEqual([{ mean: null, lower: null, upper: null }]);
		expect(shrinkRatios([], 0.95)).toMatchObject({ heterogeneity: false, units: [] });
		expect(() => shrinkRatios([{ o: 1, e: 0 }], 0.95)).toThrow(RangeError);
	});
});
