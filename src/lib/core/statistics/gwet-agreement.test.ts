import { describe, expect, it } from 'vitest';
import { gwetAgreement } from './gwet-agreement.ts';
import { krippendorffUnits } from './worked-samples.ts';

describe('gwetAgreement', () => {
	// Gwet (2014); R irrCAC.
	it.each([
		['none', 0.775444068126995, 0.142949950640765, 0.460813348130838],
		['linear', 0.858739136432611, 0.117329021881364, 0.600499700423663],
		['ordinal', 0.898939769907512, 0.106903523815435, 0.663646700428235]
	] as const)('of twelve units, %s', (weights, coefficient, se, lower) => {
		const result = gwetAgreement(krippendorffUnits, { categories: 5, weights, level: 0.95 });
		expect(result.coefficient).toBeCloseTo(coefficient, 13);
		expect(result.se).toBeCloseTo(se, 13);
		expect(result.lower).toBeCloseTo(lower, 12);
		expect([result.n, result.upper]).toEqual([12, 1]);
	});

	it('stays high where kappa falls: 46 of 50 double reads agree, 45 on score 1', () => {
		const pairs = [...Array.from({ length: 45 }, () => [1, 1]), [1, 2], [1, 2], [2, 1], [2, 1], [2, 2]];
		const five = gwetAgreement(pairs, { categories: 5, weights: 'none', level: 0.95 });
		expect(five.chance).toBeCloseTo(0.0282, 14);
		expect(five.coefficient).toBeCloseTo(0.917678534677917, 13);
		const two = gwetAgreement(pairs, { categories: 2, weights: 'none', level: 0.95 });
		expect(two.coefficient).not.toBeCloseTo(five.coefficient ?? 0, 3);
	});

	it('is unknown where nobody was rated twice, and without error for one unit', () => {
		const options = { categories: 5, weights: 'none', level: 0.95 } as const;
		expect(
			gwetAgreement(
				[
					[1, null],
					[null, null]
				],
				options
			)
		).toEqual({
			n: 1,
			observed: null,
			chance: null,
			coefficient: null,
			se: null,
			lower: null,
			upper: null
		});
		expect(gwetAgreement([[1, 1]], options)).toMatchObject({ n: 1, coefficient: 1, se: null, lower: null });
	});

	it('refuses ratings outside the scale', () => {
		const options = { categories: 3, weights: 'none', level: 0.95 } as const;
		expect(() => gwetAgreement([[1, 4]], options)).toThrow(RangeError);
		expect(() => gwetAgreement([[0, 1]], options)).toThrow(RangeError);
		expect(() => gwetAgreement([[1, 1]], { ...options, categories: 1 })).toThrow(RangeError);
	});
});
