import { describe, expect, it } from 'vitest';
import { standardiseAgainstOthers } from './indirect-standardisation.ts';
import { compareRadiologists, type ReviewTally } from './personal-comparison.ts';

const options = { minOtherN: 10, minOtherEvents: 2, level: 0.95 };
const tally = (
	radiologist: string,
	reviewer: string,
	stratum: string,
	n: number,
	x: number
): ReviewTally => ({
	radiologist,
	reviewer,
	stratum,
	n,
	x
});

// Three read CT for two reviewers each; C alone reads what nobody else reads.
const tallies = [
	tally('A', 'X', 'CT', 100, 9),
	tally('A', 'Y', 'CT', 60, 2),
	tally('B', 'X', 'CT', 70, 5),
	tally('B', 'Z', 'CT', 90, 4),
	tally('C', 'Y', 'CT', 80, 2),
	tally('C', 'Z', 'CT', 90, 3),
	tally('C', 'Z', 'NM', 40, 4)
];

describe('compareRadiologists', () => {
	const group = compareRadiologists(tallies, options);

	it('expects of each what the others had, as the indirect standardisation does', () => {
		const units = ['A', 'B', 'C'].map((id) => {
			const own = tallies.filter(({ radiologist }) => radiologist === id);
			const strata = [...Map.groupBy(own, ({ stratum }) => stratum)].map(([name, cells]) => {
				const n = cells.reduce((sum, cell) => sum + cell.n, 0);
				return [name, { n, x: cells.reduce((sum, cell) => sum + cell.x, 0) }] as const;
			});
			return { id, strata: Object.fromEntries(strata) };
		});
		for (const [at, unit] of standardiseAgainstOthers(units, options).entries()) {
			const { observed, n, excludedN, unadjusted } = group.radiologists[at] ?? {};
			expect({ observed, n, excludedN }).toEqual({
				observed: unit.observed,
				n: unit.n,
				excludedN: unit.excludedN
			});
			expect(unadjusted?.expected).toBeCloseTo(unit.expected, 12);
			expect(unadjusted?.upper).toBeCloseTo(unit.upper ?? 0, 12);
		}
		expect(group.radiologists[2]?.excludedN).toBe(40);
	});

	it('moves a radiologist with a strict reviewer towards the middle', () => {
		const [a] = group.radiologists;
		expect(a?.ratio).toBeLessThan(a?.unadjusted.ratio ?? 0);
		expect(group.reviewers.map(({ id }) => id)).toEqual(['X', 'Y', 'Z']);
		expect(group.reviewers[0]?.ratio).toBeGreaterThan(group.reviewers[1]?.ratio ?? 9);
		expect(group.notAdjusted).toBeNull();
	});

	it('expects of a radiologist what each reviewer, as severe as shown, would find', () => {
		const [x, y] = group.reviewers.map(({ ratio }) => ratio ?? 0);
		// The others had 14 events in 330 CT.
		expect(group.radiologists[0]?.expected).toBeCloseTo((14 / 330) * (100 * (x ?? 0) + 60 * (y ?? 0)), 9);
	});

	it('keeps the sum of what was expected, and the margins of the reviewers', () => {
		const total = (of: (one: (typeof group.radiologists)[number]) => number) =>
			group.radiologists.reduce((sum, one) => sum + of(one), 0);
		expect(total((one) => one.expected)).toBeCloseTo(
			total((one) => one.unadjusted.expected),
			9
		);
		expect(group.reviewers.reduce((sum, { observed }) => sum + observed, 0)).toBe(
			total((one) => one.observed)
		);
	});

	it('says why it did not adjust where reviewers and radiologists fall apart', () => {
		const apart = [tally('A', 'X', 'CT', 50, 3), tally('B', 'Y', 'CT', 50, 4)];
		const result = compareRadiologists(apart, options);
		expect(result.notAdjusted).toBe('not-connected');
		expect(result.radiologists[0]).toMatchObject({ expected: 4, ratio: 0.75 });
		expect(result.reviewers[0]).toMatchObject({ id: 'X', expected: 4 });
	});

	it('compares nobody with nobody', () => {
		expect(compareRadiologists([], options)).toEqual({ radiologists: [], reviewers: [], notAdjusted: null });
		const alone = compareRadiologists([tally('A', 'X', 'CT', 500, 20)], options);
		expect(alone.radiologists).toMatchObject([
			{ n: 0, excludedN: 500, observed: 0, ratio: null, upper: null, zone: 'no-data' }
		]);
		const quiet = compareRadiologists([tally('A', 'X', 'CT', 50, 0), tally('B', 'X', 'CT', 50, 0)], {
			...options,
			minOtherEvents: 0
		});
		expect(quiet.radiologists).toMatchObject([{ excludedN: 50, ratio: null }, { ratio: null }]);
	});
});
