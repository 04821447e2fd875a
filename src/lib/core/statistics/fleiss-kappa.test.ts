import { describe, expect, it } from 'vitest';
import { fleissKappa } from './fleiss-kappa.ts';

describe('fleissKappa', () => {
	it('of 30 patients and 6 psychiatrists is 0.430 (Fleiss 1971)', () => {
		const counts = [
			[0, 0, 0, 6, 0],
			[0, 3, 0, 0, 3],
			[0, 1, 4, 0, 1],
			[0, 0, 0, 0, 6],
			[0, 3, 0, 3, 0],
			[2, 0, 4, 0, 0],
			[0, 0, 4, 0, 2],
			[2, 0, 3, 1, 0],
			[2, 0, 0, 4, 0],
			[0, 0, 0, 0, 6],
			[1, 0, 0, 5, 0],
			[1, 1, 0, 4, 0],
			[0, 3, 3, 0, 0],
			[1, 0, 0, 5, 0],
			[0, 2, 0, 3, 1],
			[0, 0, 5, 0, 1],
			[3, 0, 0, 1, 2],
			[5, 1, 0, 0, 0],
			[0, 2, 0, 4, 0],
			[1, 0, 2, 0, 3],
			[0, 0, 0, 0, 6],
			[0, 1, 0, 5, 0],
			[0, 2, 0, 1, 3],
			[2, 0, 0, 4, 0],
			[1, 0, 0, 4, 1],
			[0, 5, 0, 1, 0],
			[4, 0, 0, 0, 2],
			[0, 2, 0, 4, 0],
			[1, 0, 5, 0, 0],
			[0, 0, 0, 0, 6]
		];
		const result = fleissKappa(counts);
		expect(result.kappa).toBeCloseTo(0.430244520060141, 14);
		expect(result.seNull).toBeCloseTo(0.0243739320994112, 14);
		expect(result.perCategory).toEqual(
			[0.244755244755245, 0.244755244755245, 0.52, 0.471127272727273, 0.566117806823969].map((value) =>
				expect.closeTo(value, 13)
			)
		);
	});

	it('is unknown where one category only was used, and for a category never used', () => {
		expect(
			fleissKappa([
				[3, 0],
				[3, 0]
			])
		).toEqual({
			observed: 1,
			chance: 1,
			kappa: null,
			seNull: null,
			perCategory: [null, null]
		});
		expect(
			fleissKappa([
				[2, 1, 0],
				[3, 0, 0]
			]).perCategory[2]
		).toBeNull();
		expect(fleissKappa([])).toMatchObject({ kappa: null, observed: null });
	});

	it('keeps the error of a rare category, where the printed formula cancels', () => {
		// Two categories: √(2/(N m (m-1))), whatever their share.
		const subjects = Array.from({ length: 20_000 }, (_, at) => (at === 0 ? [1, 1] : [2, 0]));
		expect((fleissKappa(subjects).seNull ?? 0) / Math.sqrt(2 / (20_000 * 2))).toBeCloseTo(1, 11);
	});

	it.each([
		[
			'unequal numbers of ratings',
			[
				[3, 0],
				[2, 0]
			]
		],
		[
			'single ratings',
			[
				[1, 0],
				[0, 1]
			]
		],
		['unequal scales', [[2, 0], [2]]],
		[
			'parts of a rating',
			[
				[1.5, 0.5],
				[2, 0]
			]
		]
	])('refuses %s', (_, counts) => {
		expect(() => fleissKappa(counts)).toThrow(RangeError);
	});
});
