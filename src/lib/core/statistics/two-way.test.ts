import { describe, expect, it } from 'vitest';
import { adjustTwoWay, fitTwoWay, type ReviewCell } from './two-way.ts';

const cell = (radiologist: string, reviewer: string, observed: number, expected: number): ReviewCell => ({
	radiologist,
	reviewer,
	observed,
	expected
});

// A looks bad only because strict X saw most of the cases.
const strict = [
	cell('A', 'X', 9, 4),
	cell('A', 'Y', 2, 3),
	cell('B', 'X', 5, 3),
	cell('B', 'Z', 4, 5),
	cell('C', 'Y', 2, 3),
	cell('C', 'Z', 3, 4)
];

describe('adjustTwoWay', () => {
	it('takes the severity of the reviewers out, as R glm does', () => {
		const { radiologist, reviewer } = adjustTwoWay(strict);
		expect(radiologist).toEqual([
			{
				id: 'A',
				crudeRatio: expect.closeTo(11 / 7, 12),
				adjustedRatio: expect.closeTo(1.29614589746818, 10)
			},
			{ id: 'B', crudeRatio: 1.125, adjustedRatio: expect.closeTo(1.01896908121284, 10) },
			{ id: 'C', crudeRatio: expect.closeTo(5 / 7, 12), adjustedRatio: expect.closeTo(1.06818328092701, 10) }
		]);
		expect(reviewer.map(({ severity }) => severity)).toEqual(
			[1.69872178260197, 0.56393726623056, 0.747258213822542].map((value) => expect.closeTo(value, 10))
		);
	});

	it('reproduces both margins, and leaves the sum of what was expected', () => {
		const { radiologist, reviewer } = adjustTwoWay(strict);
		const a = new Map(radiologist.map(({ id, adjustedRatio }) => [id, adjustedRatio ?? 0]));
		const b = new Map(reviewer.map(({ id, severity }) => [id, severity ?? 0]));
		const total = (of: (one: ReviewCell) => number, cells = strict) =>
			cells.reduce((sum, one) => sum + of(one), 0);
		const weighted = total((one) => one.expected * (b.get(one.reviewer) ?? 0));
		expect(weighted).toBeCloseTo(
			total((one) => one.expected),
			9
		);
		for (const id of ['A', 'B', 'C']) {
			const own = strict.filter((one) => one.radiologist === id);
			const fitted = total((one) => one.expected * (a.get(id) ?? 0) * (b.get(one.reviewer) ?? 0), own);
			expect(fitted).toBeCloseTo(
				total((one) => one.observed, own),
				9
			);
		}
	});

	it('does not depend on the order or the splitting of cells', () => {
		const split = strict.toReversed().flatMap((one) => [
			{ ...one, observed: 1, expected: one.expected / 2 },
			{ ...one, observed: one.observed - 1, expected: one.expected / 2 }
		]);
		const [whole, parts] = [adjustTwoWay(strict), adjustTwoWay(split)];
		expect(parts.radiologist.map(({ id }) => id)).toEqual(['A', 'B', 'C']);
		for (const [at, { severity }] of whole.reviewer.entries())
			expect(parts.reviewer[at]?.severity).toBeCloseTo(severity ?? 0, 9);
	});

	it('gives 0 to whoever has no events, and nothing to whom nothing was expected of', () => {
		const quiet = [cell('A', 'X', 3, 2), cell('A', 'Y', 0, 2), cell('B', 'X', 0, 2), cell('B', 'Y', 0, 2)];
		const result = adjustTwoWay([...quiet, cell('C', 'Z', 0, 0)]);
		expect(result.radiologist).toMatchObject([
			{ id: 'A' },
			{ adjustedRatio: 0 },
			{ crudeRatio: null, adjustedRatio: null }
		]);
		expect(result.reviewer).toMatchObject([{ id: 'X' }, { severity: 0 }, { severity: null }]);
		expect(adjustTwoWay([cell('A', 'X', 0, 2)]).radiologist).toEqual([
			{ id: 'A', crudeRatio: 0, adjustedRatio: 0 }
		]);
		expect(adjustTwoWay([])).toEqual({ radiologist: [], reviewer: [] });
	});

	it('refuses groups without a common case', () => {
		expect(() => adjustTwoWay([cell('A', 'X', 3, 2), cell('B', 'Y', 3, 2)])).toThrow(RangeError);
		// The same person on both sides is no link.
		expect(() => adjustTwoWay([cell('A', 'B', 3, 2), cell('B', 'A', 3, 2)])).toThrow(RangeError);
	});

	it('refuses what has no answer: severity and performance that only one empty cell connects', () => {
		const cells = [cell('A', 'X', 5, 2), cell('A', 'Y', 0, 2), cell('B', 'Y', 3, 2)];
		expect(() => adjustTwoWay(cells)).toThrow(RangeError);
	});

	it('gives up after as many rounds as it is given', () => {
		const cells = [
			{ radiologist: 'a', reviewer: 'v', observed: 5, expected: 2 },
			{ radiologist: 'a', reviewer: 'w', observed: 1, expected: 3 },
			{ radiologist: 'b', reviewer: 'v', observed: 2, expected: 4 },
			{ radiologist: 'b', reviewer: 'w', observed: 3, expected: 1 }
		];
		expect(fitTwoWay(cells).ok).toBe(true);
		expect(fitTwoWay(cells, 1)).toEqual({ ok: false, error: 'no-maximum' });
	});
});
