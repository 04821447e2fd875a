import { describe, expect, it } from 'vitest';
import { betaPoint, betaQuantile } from './beta-quantile.ts';
import { incompleteBeta } from './incomplete-beta.ts';

describe('betaQuantile', () => {
	// R qbeta.
	it.each([
		[0.025, 0.5, 300.5, 1.63541710839234e-6],
		[0.975, 3.5, 247.5, 0.0316746458567683],
		[0.95, 1, 50, 0.0581550791169723]
	])('of %d for Beta(%d, %d) is %d', (p, a, b, value) => {
		expect(betaQuantile(p, a, b) / value - 1).toBeCloseTo(0, 12);
	});

	it('gives its tail back, from the smallest to the largest shapes', () => {
		for (const a of [0.01, 0.5, 7, 1e4, 1e8]) {
			for (const b of [0.02, 1, 250, 1e8]) {
				for (const tail of [1e-12, 0.001, 0.4]) {
					const { x, y } = betaPoint({ lower: tail }, a, b);
					if (x === 0) continue;
					expect(Math.exp(incompleteBeta(x, y, a, b).lower) / tail - 1).toBeCloseTo(0, 8);
				}
			}
		}
	});

	it('ends at 0 and 1', () => {
		expect(betaQuantile(0, 2, 3)).toBe(0);
		expect(betaQuantile(1, 2, 3)).toBe(1);
	});

	it('refuses shapes that are not positive', () => {
		expect(() => betaQuantile(0.5, 0, 3)).toThrow(RangeError);
		expect(() => betaQuantile(1.5, 1, 3)).toThrow(RangeError);
	});
});
