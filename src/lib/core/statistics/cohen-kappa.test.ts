import { describe, expect, it } from 'vitest';
import { cohenKappa } from './cohen-kappa.ts';

const mammograms = [
	[21, 12, 0, 0],
	[4, 17, 1, 0],
	[3, 9, 15, 2],
	[0, 0, 0, 1]
];

describe('cohenKappa', () => {
	it.each([
		[
			'Fleiss, Cohen & Everitt (1969)',
			[
				[106, 10, 4],
				[22, 28, 10],
				[2, 12, 6]
			],
			'none',
			0.428571428571429,
			0.0537110048691673,
			0.0555124549363584
		],
		[
			'Altman (1991), table 14.3',
			mammograms,
			'none',
			0.472789115646259,
			0.0727153781706476,
			0.0693751075990417
		],
		['the same, linear', mammograms, 'linear', 0.568399044205496, 0.0675560904370229, 0.0787533151151024],
		['the same, quadratic', mammograms, 'quadratic', 0.67137057800116, 0.0681144710521462, 0.107902013755452],
		[
			'Feinstein & Cicchetti (1990), skewed',
			[
				[80, 10],
				[5, 5]
			],
			'none',
			0.318181818181818,
			0.133456521223836,
			0.0973831149346753
		]
	] as const)('of %s', (_, table, weights, kappa, se, seNull) => {
		const result = cohenKappa(table, weights, 0.95);
		expect(result.kappa).toBeCloseTo(kappa, 13);
		expect(result.se).toBeCloseTo(se, 13);
		expect(result.seNull).toBeCloseTo(seNull, 13);
	});

	it('weighs by rank distance on the ordinal scale', () => {
		// One pair a step apart of three: C(2,2)/C(3,2) = 1/3 of a disagreement.
		const table = [
			[5, 1, 0],
			[0, 3, 0],
			[0, 0, 1]
		];
		expect(cohenKappa(table, 'ordinal', 0.95).observed).toBeCloseTo(1 - 1 / 30, 14);
	});

	it('clips its interval, and has none of width with perfect agreement', () => {
		const perfect = cohenKappa(
			[
				[38, 0],
				[0, 2]
			],
			'none',
			0.95
		);
		expect(perfect).toMatchObject({ observed: 1, kappa: 1, se: 0, lower: 1, upper: 1 });
		expect(
			cohenKappa(
				[
					[9, 1],
					[0, 2]
				],
				'none',
				0.95
			).upper
		).toBe(1);
	});

	it.each([
		[
			'nobody read twice',
			[
				[0, 0],
				[0, 0]
			],
			{ n: 0, observed: null, chance: null, kappa: null }
		],
		[
			'everybody scored 1',
			[
				[40, 0],
				[0, 0]
			],
			{ n: 40, observed: 1, chance: 1, kappa: null, seNull: null }
		],
		[
			'one case agreed on',
			[
				[1, 0],
				[0, 0]
			],
			{ n: 1, kappa: null, se: null }
		],
		[
			'one case disputed',
			[
				[0, 1],
				[0, 0]
			],
			{ n: 1, kappa: 0, se: null, lower: null, seNull: null }
		]
	])('says what can be said when %s', (_, table, expected) => {
		expect(cohenKappa(table, 'none', 0.95)).toMatchObject(expected);
	});

	it('stays exact where one in a hundred million is not agreed on', () => {
		// By hand: 1 - (2/n) / (2 (3/n)(1 - 3/n)) for margins of 3 in n with 2 in common.
		const n = 1e8;
		const { kappa, se } = cohenKappa(
			[
				[n - 4, 1],
				[1, 2]
			],
			'none',
			0.95
		);
		expect((kappa ?? 0) / (1 - 1 / (3 * (1 - 3 / n)))).toBeCloseTo(1, 14);
		// 40-digit arithmetic.
		expect((se ?? 0) / 0.222222227222222).toBeCloseTo(1, 13);
	});

	it('refuses a table that is not square', () => {
		expect(() => cohenKappa([[1, 2], [3]], 'none', 0.95)).toThrow(RangeError);
	});
});
