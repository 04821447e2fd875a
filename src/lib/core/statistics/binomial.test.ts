import { describe, expect, it } from 'vitest';
import { binomialTails, binomialTerm } from './binomial.ts';

// Sums of terms in 40-digit arithmetic.
const cases: [k: number, n: number, p: number, lower: number, upper: number][] = [
	[3, 250, 0.01, 0.758116697764883, 0.456831026684274],
	[70, 250, 0.5, 1.2017765767323078e-12, 0.9999999999995407],
	[249, 250, 0.999, 0.2212966258830101, 0.9735740883604811],
	[14, 250, 0.02, 0.9998136152335741, 0.0005970780364602671],
	[6, 100000, 1e-6, 0.9999999999818237, 1.2747139644718394e-9],
	[99990, 100000, 0.999, 1, 1.0924478414689557e-30],
	[99897788, 100000000, 0.999, 1.5637578539270064e-12, 0.9999999999984708],
	[95, 100000000, 1e-6, 0.3311916440041801, 0.7048207957340384],
	[10700, 100000000, 0.0001, 0.9999999999978585, 2.2945262679699432e-12],
	[50000000, 100000000, 0.5, 0.5000398942279404, 0.5000398942279404],
	[2009800, 100000000, 0.02, 0.9999999999986726, 1.3341781108602463e-12]
];

describe('binomialTails', () => {
	it.each(cases)('holds ten digits at k = %d, n = %d, p = %d', (k, n, p, lower, upper) => {
		const tails = binomialTails(k, n, p);
		expect(tails.lower / lower - 1).toBeCloseTo(0, 10);
		expect(tails.upper / upper - 1).toBeCloseTo(0, 10);
	});

	it.each([
		[-1, 10, 0.3, 0, 1],
		[11, 10, 0.3, 1, 0],
		[0, 0, 0.3, 1, 1],
		[0, 5, 0, 1, 1],
		[1, 5, 0, 1, 0],
		[5, 5, 1, 1, 1],
		[4, 5, 1, 0, 1]
	])('is exact at the ends: k = %d, n = %d, p = %d', (k, n, p, lower, upper) => {
		expect(binomialTails(k, n, p)).toEqual({ lower, upper });
	});

	it('counts the term once in both tails', () => {
		for (let k = 0; k <= 12; k++) {
			const { lower, upper } = binomialTails(k, 12, 0.37);
			expect(lower + upper).toBeCloseTo(1 + binomialTerm(k, 12, 0.37), 13);
		}
	});

	it('refuses what is no probability or count', () => {
		expect(() => binomialTails(1, 5, 1.1)).toThrow(RangeError);
		expect(() => binomialTails(1.5, 5, 0.1)).toThrow(RangeError);
		expect(() => binomialTails(1, 5.5, 0.1)).toThrow(RangeError);
	});
});
