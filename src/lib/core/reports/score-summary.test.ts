import { describe, expect, it } from 'vitest';
import { addSummaries, emptySummary, outcomeRates, subtractSummary } from './score-summary.ts';

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

	it('takes a part off again', () => {
		expect(subtractSummary(addSummaries(summary, summary), summary)).toEqual(summary);
	});

	it('adds cell by cell', () => {
		expect(addSummaries(summary, summary)).toMatchObject({ reads: 2000, byScore: { '2a': 4, '3b': 2 } });
	});
});
