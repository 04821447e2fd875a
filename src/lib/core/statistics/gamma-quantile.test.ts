import { describe, expect, it } from 'vitest';
import { gammaQuantile } from './gamma-quantile.ts';
import { incompleteGamma } from './incomplete-gamma.ts';

describe('gammaQuantile', () => {
	// R qgamma.
	it.each([
		[0.025, 7, 1, 2.81436305151987],
		[0.975, 0.5, 2, 1.25597154682872]
	])('of %d for shape %d, rate %d is %d', (p, shape, rate, value) => {
		expect(gammaQuantile(p, shape, rate) / value - 1).toBeCloseTo(0, 12);
	});

	it('gives its tail back', () => {
		for (const shape of [0.5, 1, 30, 1e6]) {
			for (const p of [1e-12, 0.001, 0.3]) {
				const x = gammaQuantile(p, shape, 1);
				expect(Math.exp(incompleteGamma(shape, x).lower) / p - 1).toBeCloseTo(0, 8);
			}
		}
	});

	it('has no upper end', () => {
		expect(gammaQuantile(0, 2, 1)).toBe(0);
		expect(() => gammaQuantile(1, 2, 1)).toThrow(RangeError);
	});
});
