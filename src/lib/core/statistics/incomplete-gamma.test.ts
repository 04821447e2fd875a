import { describe, expect, it } from 'vitest';
import { incompleteGamma } from './incomplete-gamma.ts';

describe('incompleteGamma', () => {
	// mpmath, 60 digits: log Q(a, x).
	it.each([
		[0.0225008618519599, 6.31626437900379e22, -6.31626437900379e22],
		[0.0225008618519599, 1.09847803598419e41, -1.09847803598419e41],
		[3, 60, -52.4711307433577]
	])('keeps its upper tail at a = %d, x = %d, however far out', (a, x, upper) => {
		expect(incompleteGamma(a, x).upper / upper).toBeCloseTo(1, 13);
	});
});
