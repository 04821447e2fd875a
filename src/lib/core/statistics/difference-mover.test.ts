import { describe, expect, it } from 'vitest';
import { differenceMover } from './difference-mover.ts';
import { differenceNewcombe } from './difference-newcombe.ts';
import { stratifiedRate } from './stratified-rate.ts';

describe('differenceMover', () => {
	it('recovers its limits from those of both estimates', () => {
		// Sides of 3-4-5 triangles.
		const result = differenceMover(
			{ estimate: 0.5, lower: 0.47, upper: 0.62 },
			{ estimate: 0.3, lower: 0.25, upper: 0.34 }
		);
		expect(result.difference).toBeCloseTo(0.2, 12);
		expect(result.lower).toBeCloseTo(0.15, 12);
		expect(result.upper).toBeCloseTo(0.33, 12);
	});

	it('turns with its sides', () => {
		const [one, other] = [
			{ estimate: 0.05, lower: 0.02, upper: 0.11 },
			{ estimate: 0.04, lower: 0.03, upper: 0.06 }
		];
		const there = differenceMover(one, other);
		const back = differenceMover(other, one);
		expect(back.difference).toBeCloseTo(-(there.difference ?? NaN), 12);
		expect([back.lower, back.upper]).toEqual([-(there.upper ?? NaN), -(there.lower ?? NaN)]);
	});

	it('of weighted rates has the sign that the rates beside it have, where the plain shares have another', () => {
		// CT was sampled thinly in the earlier period: the plain share rises while the rate of all reads falls.
		const now = [
			{ N: 1000, n: 300, x: 24 },
			{ N: 9000, n: 100, x: 3 }
		];
		const then = [
			{ N: 1000, n: 40, x: 4 },
			{ N: 9000, n: 400, x: 14 }
		];
		const rateOf = (strata: typeof now) => {
			const { rate, lower, upper } = stratifiedRate(strata, 0.95);
			return { estimate: rate, lower, upper };
		};
		const weighted = differenceMover(rateOf(now), rateOf(then));
		const plain = differenceNewcombe({ x1: 27, n1: 400, x2: 18, n2: 440 }, 0.95);
		expect(weighted.difference).toBeLessThan(0);
		expect(plain.difference).toBeGreaterThan(0);
	});

	it('says nothing where a side is unknown', () => {
		const known = { estimate: 0.1, lower: 0.05, upper: 0.2 };
		const nothing = { difference: null, lower: null, upper: null };
		expect(differenceMover(known, { estimate: null, lower: null, upper: null })).toEqual(nothing);
		expect(differenceMover({ ...known, upper: null }, known)).toEqual(nothing);
	});
});
