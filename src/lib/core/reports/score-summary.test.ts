import { describe, expect, it } from 'vitest';
import { addSummaries, emptySummary, outcomeRates, suppressedRows } from './score-summary.ts';

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

describe('suppression of small rows', () => {
	it.each([
		{ name: 'hides nothing when all are large', reviewed: [40, 50], hidden: [false, false] },
		{
			name: 'hides the next smallest beside a single hidden row, which could be subtracted from the total',
			reviewed: [5, 40, 60],
			hidden: [true, true, false]
		},
		{
			name: 'needs no second row when two are hidden anyway',
			reviewed: [5, 6, 60],
			hidden: [true, true, false]
		},
		{ name: 'leaves rows without any review alone', reviewed: [0, 40], hidden: [false, false] }
	])('$name', ({ reviewed, hidden }) => {
		expect(suppressedRows(reviewed, 30)).toEqual(hidden);
	});
});
