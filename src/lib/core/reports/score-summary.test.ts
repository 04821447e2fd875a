import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addSummaries, emptySummary, outcomeRates, suppressedCells } from './score-summary.ts';

describe('a score summary', () => {
	const summary = {
		reads: 1000,
		sampled: 50,
		reviewed: 40,
		byScore: { '1': 36, '2a': 2, '2b': 1, '3a': 0, '3b': 1 }
	} as const;

	it('counts any discrepancy, the significant and score 3 apart', () => {
		const rates = outcomeRates(summary);
		expect([rates.any.x, rates.significant.x, rates.scoreThree.x]).toEqual([4, 2, 1]);
		expect(rates.any.n).toBe(40);
	});

	it('gives no rate where nothing was reviewed', () => {
		expect(outcomeRates(emptySummary).any).toMatchObject({ n: 0, estimate: null, lower: null, upper: null });
	});

	it('adds cell by cell', () => {
		expect(addSummaries(summary, summary)).toMatchObject({ reads: 2000, byScore: { '2a': 4, '3b': 2 } });
	});
});

describe('suppression of small cells', () => {
	it.each([
		{
			name: 'hides nothing when all are large',
			reviewed: [[40, 50, 90]],
			hidden: [[false, false, false]]
		},
		{
			name: 'hides the next smallest of a row, whose total would give the small one away',
			reviewed: [[5, 40, 60, 105]],
			hidden: [[true, true, false, false]]
		},
		{
			name: 'needs no second cell when two are hidden anyway',
			reviewed: [[5, 6, 60, 71]],
			hidden: [[true, true, false, false]]
		},
		{
			name: 'leaves cells without any review alone',
			reviewed: [[0, 40, 40]],
			hidden: [[false, false, false]]
		},
		{
			name: 'hides the only cell of a row together with its total',
			reviewed: [[5, 5]],
			hidden: [[true, true]]
		},
		{
			name: 'hides a second row beside a small one, which the sum over the columns would give away',
			reviewed: [
				[5, 6, 11],
				[40, 50, 90],
				[60, 70, 130]
			],
			hidden: [
				[true, true, true],
				[true, true, true],
				[false, false, false]
			]
		},
		{
			name: 'closes the rectangle around one small cell',
			reviewed: [
				[5, 40, 45],
				[50, 60, 110],
				[70, 80, 150]
			],
			hidden: [
				[true, true, false],
				[true, true, false],
				[false, false, false]
			]
		}
	])('$name', ({ reviewed, hidden }) => {
		expect(suppressedCells(reviewed, 30)).toEqual(hidden);
	});

	it('leaves no line with exactly one hidden cell among those that have any review', () => {
		const grid = fc.array(fc.array(fc.nat(60), { minLength: 4, maxLength: 4 }), {
			minLength: 1,
			maxLength: 5
		});
		fc.assert(
			fc.property(grid, (parts) => {
				const reviewed = parts.map((row) => [...row, row.reduce((sum, n) => sum + n, 0)]);
				const hidden = suppressedCells(reviewed, 30);
				const columns = [0, 1, 2, 3, 4].map((c) => reviewed.map((_, r) => [r, c] as const));
				const rows = reviewed.map((row, r) => row.map((_, c) => [r, c] as const));
				for (const line of [...rows, ...columns]) {
					const counted = line.filter(([r, c]) => (reviewed[r]?.[c] ?? 0) > 0);
					const covered = counted.filter(([r, c]) => hidden[r]?.[c]);
					if (counted.length > 1) expect(covered.length).not.toBe(1);
				}
			})
		);
	});
});
