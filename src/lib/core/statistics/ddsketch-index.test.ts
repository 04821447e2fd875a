import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sketchBucket } from './ddsketch-index.ts';

describe('sketchBucket', () => {
	it('of 1,234 at 1 % is 356 (Masson, Rim & Lee 2019)', () => {
		const { index, representative } = sketchBucket(0.01, 1234);
		expect(index).toBe(356);
		expect(representative).toBeCloseTo(1224.37649743849, 9);
	});

	it('stands for its values within the stated relative error', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 1e-9, max: 1e12, noNaN: true }),
				fc.double({ min: 0.001, max: 0.3, noNaN: true }),
				(x, alpha) => {
					const { representative } = sketchBucket(alpha, x);
					expect(Math.abs(representative - x)).toBeLessThanOrEqual(alpha * x * (1 + 1e-9));
				}
			),
			{ seed: 1 }
		);
	});

	it('puts an edge into the bucket below it, whatever the rounding', () => {
		// At a third γ is 2, so every power of two is an edge; log 2^29 / log 2 rounds above 29.
		for (let power = -30; power <= 40; power++) expect(sketchBucket(1 / 3, 2 ** power).index).toBe(power);
	});

	it('keeps zero apart and refuses a negative duration', () => {
		expect(sketchBucket(0.01, 0)).toEqual({ index: null, representative: 0 });
		expect(sketchBucket(0.01, 1).index).toBe(0);
		expect(() => sketchBucket(0.01, -1)).toThrow(RangeError);
		expect(() => sketchBucket(1, 5)).toThrow(RangeError);
	});
});
