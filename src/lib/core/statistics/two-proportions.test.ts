import { describe, expect, it } from 'vitest';
import { twoProportionSize } from './two-proportions.ts';

describe('twoProportionSize', () => {
	it('for 50 against 75 % with power 90 % is 76.7 (R power.prop.test)', () => {
		const { n, nCeil, nContinuity } = twoProportionSize({ p1: 0.5, p2: 0.75, alpha: 0.05, power: 0.9 });
		expect(n).toBeCloseTo(76.70692845, 6);
		expect([nCeil, nContinuity]).toEqual([77, 85]);
	});

	it('for 1 against 2 % is 2,319 in each group, whichever comes first', () => {
		expect(twoProportionSize({ p1: 0.01, p2: 0.02, alpha: 0.05, power: 0.8 }).nCeil).toBe(2319);
		expect(twoProportionSize({ p1: 0.02, p2: 0.01, alpha: 0.05, power: 0.8 }).nCeil).toBe(2319);
	});

	it('is unknown where nothing differs', () => {
		const none = { n: null, nCeil: null, nContinuity: null };
		expect(twoProportionSize({ p1: 0.02, p2: 0.02, alpha: 0.05, power: 0.8 })).toEqual(none);
		expect(() => twoProportionSize({ p1: 0.02, p2: 0.03, alpha: 0, power: 0.8 })).toThrow(RangeError);
	});
});
