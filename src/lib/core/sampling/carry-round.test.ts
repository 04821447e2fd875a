import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { carryFractions, carryRound } from './carry-round.ts';
import { parseDecimal } from './decimal.ts';

describe('carryRound', () => {
	it('carries the fraction of 3 % over uneven months', () => {
		expect(carryRound([40, 55, 10, 33, 90, 12], 0.03)).toEqual([1, 2, 0, 1, 3, 0]);
	});

	it('is never off by more than half a case, nor takes more than there are', () => {
		const sizes = fc.array(fc.nat(500), { maxLength: 30 });
		fc.assert(
			fc.property(sizes, fc.integer({ min: 0, max: 1000 }), (list, thousandths) => {
				let [total, taken] = [0, 0];
				carryRound(list, thousandths / 1000).forEach((k, i) => {
					const size = list[i] ?? 0;
					total += size;
					taken += k;
					expect(k).toBeGreaterThanOrEqual(0);
					expect(k).toBeLessThanOrEqual(size);
					expect(Math.abs(2000 * taken - 2 * thousandths * total)).toBeLessThanOrEqual(1000);
				});
			})
		);
	});

	it('refuses a negative rate and a size that is none', () => {
		expect(() => carryRound([1], -0.1)).toThrow(RangeError);
		expect(() => carryRound([1.5], 0.1)).toThrow(RangeError);
	});
});

describe('carryFractions', () => {
	it('carries over parts with different rates', () => {
		const parts = [
			{ size: 10, rate: parseDecimal(0.04) },
			{ size: 10, rate: parseDecimal(0.01) },
			{ size: 100, rate: parseDecimal(0.015) }
		];
		expect(carryFractions(parts)).toEqual([0, 1, 1]);
	});
});
