import { describe, expect, it } from 'vitest';
import { binomialTerm } from './binomial.ts';
import { wilson } from './wilson.ts';

describe('wilson', () => {
	// Newcombe (1998) Stat Med 17:857, table I, method 3; then PHEindicatormethods 2.1.1.
	it.each([
		[81, 263, 0.95, 0.255288519878274, 0.3662095769828],
		[15, 148, 0.95, 0.0623863995307363, 0.160487241723308],
		[0, 20, 0.95, 0, 0.161125158052819],
		[1, 29, 0.95, 0.00611321429276265, 0.171755218793203],
		[65, 100, 0.998, 0.495494657407043, 0.77835406140897],
		[1045, 5000, 0.95, 0.197955498800133, 0.22049130373189],
		[3, 250, 0.95, 0.0040893198805343, 0.0346807804270196]
	])('of %d in %d at %d', (x, n, level, lower, upper) => {
		const interval = wilson(x, n, level);
		expect(interval.estimate).toBe(x / n);
		expect(interval.lower).toBeCloseTo(lower, 13);
		expect(interval.upper).toBeCloseTo(upper, 13);
	});

	it('has exact ends where nothing or everything happened', () => {
		expect(wilson(0, 100_000_000, 0.95).lower).toBe(0);
		expect(wilson(7, 7, 0.95)).toMatchObject({ estimate: 1, upper: 1 });
	});

	it('says nothing without observations', () => {
		expect(wilson(0, 0, 0.95)).toEqual({ estimate: null, lower: null, upper: null });
	});

	it.each([
		[5, 4, 0.95],
		[-1, 4, 0.95],
		[1.5, 4, 0.95],
		[1, NaN, 0.95],
		[1, 4, 1],
		[1, 4, 0]
	])('refuses x = %d, n = %d, level = %d', (x, n, level) => {
		expect(() => wilson(x, n, level)).toThrow(RangeError);
	});

	it('covers a true rate of 2 % with n = 100 in 94.917 % of samples', () => {
		let coverage = 0;
		for (let x = 0; x <= 100; x++) {
			const { lower, upper } = wilson(x, 100, 0.95);
			if (lower !== null && upper !== null && lower <= 0.02 && 0.02 <= upper) {
				coverage += binomialTerm(x, 100, 0.02);
			}
		}
		expect(coverage).toBeCloseTo(0.9491695546304993, 10);
	});
});
