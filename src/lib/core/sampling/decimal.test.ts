import { describe, expect, it } from 'vitest';
import { addDecimals, leastDecimal, parseDecimal, roundHalfUp, timesCount } from './decimal.ts';

describe('parseDecimal', () => {
	it.each([
		[0.03, 3n, 2],
		['0.030', 30n, 3],
		[1e-7, 1n, 7],
		['2.5e3', 2500n, 0],
		[12, 12n, 0],
		[-0.5, -5n, 1]
	])('reads %s exactly', (value, numerator, digits) => {
		expect(parseDecimal(value)).toEqual({ numerator, digits });
	});

	it.each(['', 'x', '1.', '.5', '1e9999', NaN, Infinity])('refuses %s', (value) => {
		expect(() => parseDecimal(value)).toThrow(RangeError);
	});
});

describe('decimals', () => {
	it('add and compare over different digits', () => {
		expect(addDecimals(parseDecimal(0.1), parseDecimal(0.25))).toEqual({ numerator: 35n, digits: 2 });
		expect(leastDecimal(parseDecimal(1.01), parseDecimal(1))).toEqual(parseDecimal(1));
	});

	it('round one half up where a double would not reach it', () => {
		expect(0.145 * 100 + 0.5).toBeLessThan(15);
		expect(roundHalfUp(timesCount(parseDecimal(0.145), 100))).toBe(15);
		expect(roundHalfUp(parseDecimal('0.4999999999999999999'))).toBe(0);
	});
});
