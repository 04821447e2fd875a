import { describe, expect, it } from 'vitest';
import { makeRandom } from '#lib/core/demo/random.ts';
import { mantelHaenszelRatio } from './mantel-haenszel.ts';

describe('the ratio of rates over strata', () => {
	it('of one stratum is the plain ratio with the plain log limits', () => {
		const [x1, n1, x0, n0] = [30, 400, 20, 500];
		const ratio = x1 / n1 / (x0 / n0);
		const half = 1.959963984540054 * Math.sqrt(1 / x1 - 1 / n1 + 1 / x0 - 1 / n0);
		const found = mantelHaenszelRatio([{ x1, n1, x0, n0 }], 0.95);
		expect(found.ratio).toBeCloseTo(ratio, 12);
		expect(found.lower).toBeCloseTo(ratio * Math.exp(-half), 12);
		expect(found.upper).toBeCloseTo(ratio * Math.exp(half), 12);
	});

	it('is not taken in by strata that mix: everybody twice, whichever stratum', () => {
		// Pooled, the exposed look safer, since they are mostly in the stratum with few events.
		const strata = [
			{ x1: 20, n1: 1000, x0: 1, n0: 100 },
			{ x1: 40, n1: 100, x0: 200, n0: 1000 }
		];
		expect(mantelHaenszelRatio(strata, 0.95).ratio).toBeCloseTo(2, 12);
	});

	it('covers the truth as often as it says, with hundreds of sparse strata', () => {
		const random = makeRandom(7);
		let covered = 0;
		for (let round = 0; round < 400; round++) {
			const strata = Array.from({ length: 150 }, (_, at) => {
				const base = 0.02 + 0.06 * ((at % 10) / 10);
				const events = (n: number, rate: number) =>
					Array.from({ length: n }, () => random.next() < rate).filter(Boolean).length;
				return { x1: events(4, base * 1.5), n1: 4, x0: events(9, base), n0: 9 };
			});
			const { lower, upper } = mantelHaenszelRatio(strata, 0.95);
			if (lower !== null && upper !== null && lower <= 1.5 && upper >= 1.5) covered += 1;
		}
		// 380 expected; four standard errors are 17.
		expect(Math.abs(covered - 380)).toBeLessThan(18);
	});

	it('is nothing where a side has no event, nobody, or nobody to compare with', () => {
		const nothing = { ratio: null, lower: null, upper: null };
		expect(mantelHaenszelRatio([], 0.95)).toEqual(nothing);
		expect(mantelHaenszelRatio([{ x1: 0, n1: 5, x0: 3, n0: 9 }], 0.95)).toEqual(nothing);
		expect(mantelHaenszelRatio([{ x1: 2, n1: 5, x0: 0, n0: 0 }], 0.95)).toEqual(nothing);
		expect(() => mantelHaenszelRatio([{ x1: 6, n1: 5, x0: 0, n0: 1 }], 0.95)).toThrow(RangeError);
	});
});
