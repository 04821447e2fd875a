import { describe, expect, it } from 'vitest';
import { countDue, standingOf, type PlanTerms } from './plan.ts';

const terms: PlanTerms = { targetCount: 10, from: 1000, to: 2000, maxSignificant: 1, maxScoreThree: 0 };

describe('a focused plan', () => {
	it.each([
		[0, 0],
		[1000, 0],
		[1099, 0],
		[1100, 1],
		[1500, 5],
		[1999, 9],
		[2000, 10],
		[9000, 10]
	])('should at %i have taken %i reads', (now, expected) => {
		expect(countDue(terms, now)).toBe(expected);
	});

	it('counts final scores alone, with interval and n', () => {
		const standing = standingOf(terms, ['1', '1', '2b', null, '2a', 'none']);
		expect(standing).toMatchObject({
			done: 4,
			byScore: { '1': 2, '2a': 1, '2b': 1, '3a': 0, '3b': 0 },
			isWithinLimits: true
		});
		expect(standing.significant).toMatchObject({ x: 1, n: 4, level: 0.95 });
	});

	it.each([
		[['2b', '2b'], false],
		[['3a'], false],
		[['2b'], true],
		[[], true]
	])('with %j is within its limits: %s', (scores, expected) => {
		expect(standingOf(terms, scores).isWithinLimits).toBe(expected);
	});
});
