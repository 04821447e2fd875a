import { describe, expect, it } from 'vitest';
import { poissonTails } from './poisson.ts';

describe('poissonTails', () => {
	// Sums of terms in 40-digit arithmetic.
	it.each([
		[4, 1.3, 0.989336966228109, 0.0430954526920761],
		[15, 1.3, 0.9999999999990619, 1.1605789980093354e-11],
		[30, 100, 1.991790010651528e-16, 0.9999999999999999],
		[190, 100, 0.9999999999999996, 8.017164607693745e-16],
		[99930000, 1e8, 1.2729774152206017e-12, 0.9999999999987279],
		[100070000, 1e8, 0.9999999999987134, 1.2875979233275302e-12]
	])('holds ten digits at k = %d, mean = %d', (k, mean, lower, upper) => {
		const tails = poissonTails(k, mean);
		expect(tails.lower / lower - 1).toBeCloseTo(0, 10);
		expect(tails.upper / upper - 1).toBeCloseTo(0, 10);
	});

	it('knows that nothing comes of nothing', () => {
		expect(poissonTails(0, 0)).toEqual({ lower: 1, upper: 1 });
		expect(poissonTails(1, 0)).toEqual({ lower: 1, upper: 0 });
		expect(poissonTails(-1, 2)).toEqual({ lower: 0, upper: 1 });
	});

	it('refuses a negative mean', () => expect(() => poissonTails(1, -1)).toThrow(RangeError));
});
