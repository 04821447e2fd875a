import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { krippendorffAlpha } from './krippendorff-alpha.ts';
import { krippendorffUnits } from './worked-samples.ts';

describe('krippendorffAlpha', () => {
	it.each([
		['nominal', 0.743421052631579, 0.2, 0.77948717948718],
		['ordinal', 0.815387503754881, 47.275, 256.076923076923],
		['interval', 0.849107142857143, 0.433333333333333, 2.87179487179487]
	] as const)('of Krippendorff (2011), %s', (metric, alpha, observed, expected) => {
		const result = krippendorffAlpha(krippendorffUnits, metric);
		expect(result.alpha).toBeCloseTo(alpha, 13);
		expect(result.observedDisagreement).toBeCloseTo(observed, 12);
		expect(result.expectedDisagreement).toBeCloseTo(expected, 11);
		expect(result.pairable).toBe(40);
	});

	it('of three raters without a gap divides by their pairs', () => {
		const { alpha } = krippendorffAlpha(
			[
				[1, 1, 1],
				[2, 2, 3],
				[3, 3, 3],
				[1, 2, 1]
			],
			'nominal'
		);
		expect(alpha).toBeCloseTo(0.531914893617021, 14);
	});

	it('equals the definition over all pairs of ratings', () => {
		const rating = fc.option(fc.integer({ min: 1, max: 4 }));
		fc.assert(
			fc.property(fc.array(fc.array(rating, { maxLength: 4 }), { maxLength: 8 }), (ratings) => {
				for (const metric of ['nominal', 'ordinal', 'interval'] as const) {
					const expected = alphaByPairs(ratings, metric);
					const { alpha } = krippendorffAlpha(ratings, metric);
					if (expected === null) expect(alpha).toBeNull();
					else expect(alpha).toBeCloseTo(expected, 9);
				}
			}),
			{ seed: 1 }
		);
	});

	it('is unknown without variation or without a pair', () => {
		const still = { alpha: null, observedDisagreement: 0, expectedDisagreement: 0, pairable: 6 };
		expect(
			krippendorffAlpha(
				[
					[1, 1],
					[1, 1],
					[1, 1]
				],
				'ordinal'
			)
		).toEqual(still);
		const none = { alpha: null, observedDisagreement: null, expectedDisagreement: null, pairable: 0 };
		expect(
			krippendorffAlpha(
				[
					[1, null],
					[null, 2]
				],
				'interval'
			)
		).toEqual(none);
	});
});

function alphaByPairs(
	ratings: (number | null)[][],
	metric: 'nominal' | 'ordinal' | 'interval'
): number | null {
	const units = ratings.map((row) => row.filter((value) => value !== null)).filter((row) => row.length > 1);
	const all = units.flat();
	const distance = (one: number, other: number) => {
		if (metric === 'nominal') return one === other ? 0 : 1;
		if (metric === 'interval') return (one - other) ** 2;
		const [low, high] = [Math.min(one, other), Math.max(one, other)];
		const among = (from: number, to: number) => all.filter((value) => value >= from && value <= to).length;
		return (among(low, high) - (among(low, low) + among(high, high)) / 2) ** 2;
	};
	const pairs = (values: number[]) =>
		values.flatMap((one, i) => values.filter((_, j) => j !== i).map((other) => distance(one, other)));
	const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
	const expected = total(pairs(all)) / (all.length * (all.length - 1));
	if (all.length === 0 || expected === 0) return null;
	return 1 - total(units.map((unit) => total(pairs(unit)) / (unit.length - 1))) / all.length / expected;
}
