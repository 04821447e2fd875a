import { describe, expect, it } from 'vitest';
import { quantile, quantiles } from './quantile.ts';

describe('quantiles', () => {
	it('of 1 to 10 are those of Hyndman & Fan type 7', () => {
		const values = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
		const expected = [1, 3.25, 5.5, 7.75, 9.1, 10].map((value) => expect.closeTo(value, 12));
		expect(quantiles(values, [0, 0.25, 0.5, 0.75, 0.9, 1])).toEqual(expected);
	});

	it('of one value are that value, of none null, and a missing value is left out', () => {
		expect(quantiles([37], [0.5, 0.9])).toEqual([37, 37]);
		expect(quantiles([], [0.5, 0.9])).toEqual([null, null]);
		expect(quantile([null, 4, null, 2], 0.5)).toBe(3);
	});

	it('refuse what is not a number or a probability', () => {
		expect(() => quantile([1, NaN], 0.5)).toThrow(RangeError);
		expect(() => quantile([1, 2], 1.5)).toThrow(RangeError);
	});
});
