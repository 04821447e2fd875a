import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gChart } from './g-chart.ts';

describe('gChart', () => {
	it('of ten gaps has the limits of Benneyan (2001), and none below', () => {
		expect(gChart([12, 85, 40, 3, 210, 61, 17, 0, 133, 54], 0.00135)).toEqual({
			center: 61.5,
			p: expect.closeTo(0.016, 15),
			ucl3: expect.closeTo(247.493951514559, 11),
			lcl3: 0,
			medianLine: expect.closeTo(42.6195, 12),
			upperExact: 410,
			lowerExact: null,
			signalsLong: [],
			signalsShort: []
		});
	});

	it('puts its exact limits at the first and last gap whose tail is small enough', () => {
		const gaps = fc.array(fc.nat(3000), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(gaps, fc.double({ min: 1e-6, max: 0.4, noNaN: true }), (values, tail) => {
				const { p, upperExact, lowerExact } = gChart(values, tail);
				const stay = 1 - (p ?? 0);
				const slack = 1e-9;
				expect(stay ** (upperExact ?? 0)).toBeLessThanOrEqual(tail * (1 + slack));
				expect(stay ** ((upperExact ?? 0) - 1)).toBeGreaterThan(tail * (1 - slack));
				const longest = lowerExact ?? -1;
				expect(1 - stay ** (longest + 1)).toBeLessThanOrEqual(tail * (1 + slack));
				expect(1 - stay ** (longest + 2)).toBeGreaterThan(tail * (1 - slack));
			}),
			{ seed: 1 }
		);
	});

	it('names long and short gaps by their position from 1', () => {
		const chart = gChart([1, 1, 1, 40, 1, 0], 0.2);
		expect(chart).toMatchObject({ upperExact: 13, lowerExact: 0, signalsLong: [4], signalsShort: [6] });
	});

	it('says nothing without a gap, and calls any gap long where events follow one another', () => {
		expect(gChart([], 0.001)).toMatchObject({ center: null, upperExact: null, signalsLong: [] });
		expect(gChart([0, 0], 0.001)).toMatchObject({ p: 1, upperExact: 1, lowerExact: null, signalsShort: [] });
		expect(() => gChart([-1], 0.001)).toThrow(RangeError);
	});

	it('keeps its limits where events are one in a hundred million', () => {
		const { upperExact } = gChart([1e8], 0.00135);
		// log(0.00135)/log(1 - 1/(1 + 1e8)) in 40 digits.
		expect(upperExact).toBe(660_765_072);
	});
});
