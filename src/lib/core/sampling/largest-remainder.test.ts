import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { largestRemainder } from './largest-remainder.ts';

const named = (sizes: number[]) => sizes.map((size, i) => ({ name: `S${i}`, size }));

describe('largestRemainder', () => {
	it('splits 50 reviews over four modalities', () => {
		const parts = [
			{ name: 'CT', size: 240 },
			{ name: 'MR', size: 110 },
			{ name: 'US', size: 140 },
			{ name: 'XR', size: 420 }
		];
		expect(largestRemainder(parts, 50)).toEqual([13, 6, 8, 23]);
	});

	it('breaks ties by name, whatever the order', () => {
		const tied = [
			{ name: 'b', size: 5 },
			{ name: 'a', size: 5 },
			{ name: 'c', size: 5 }
		];
		expect(largestRemainder(tied, 1)).toEqual([0, 1, 0]);
	});

	it('gives exactly the total, and no part more than it has', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(1000), { minLength: 1 }), fc.nat(1000), (sizes, share) => {
				const sum = sizes.reduce((all, size) => all + size, 0);
				const total = Math.floor((sum * share) / 1000);
				const counts = largestRemainder(named(sizes), total);
				expect(counts.reduce((all, count) => all + count, 0)).toBe(total);
				counts.forEach((count, i) => expect(count).toBeLessThanOrEqual(sizes[i] ?? 0));
			})
		);
	});

	it('gives nothing of nothing', () => {
		expect(largestRemainder(named([0, 0]), 0)).toEqual([0, 0]);
		expect(() => largestRemainder(named([0]), 1)).toThrow(RangeError);
		expect(() => largestRemainder(named([1.5]), 1)).toThrow(RangeError);
	});
});
