import { describe, expect, it } from 'vitest';
import { normalQuantile } from './normal.ts';

describe('normalQuantile', () => {
	// Wichura (1988) AS 241 gives the first, R qnorm the others.
	it.each([
		[0.25, -0.6744897501960817],
		[0.001, -3.09023230616781],
		[0.975, 1.95996398454005],
		[1e-10, -6.36134090240406],
		[1e-300, -37.0470962993612],
		[0.5, 0]
	])('of %d is %d', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 12));

	it('is odd about one half', () => {
		for (const p of [0.499999, 0.4, 0.1, 0.003]) {
			expect(normalQuantile(p)).toBeCloseTo(-normalQuantile(1 - p), 10);
		}
	});

	it.each([0, 1, -0.1, NaN])('refuses %d', (p) => expect(() => normalQuantile(p)).toThrow(RangeError));
});
