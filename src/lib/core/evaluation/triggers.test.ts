import { describe, expect, it } from 'vitest';
import type { ScoreSummary } from '#lib/core/reports/score-summary.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { expectedSignificant } from './expected.ts';
import { defaultEvaluationPolicy } from './policy.ts';
import { triggersOf, type EvaluatedPerson } from './triggers.ts';

const reviews = (reviewed: number, significant: number): ScoreSummary => ({
	reads: reviewed * 20,
	sampled: reviewed,
	reviewed,
	byScore: { '1': reviewed - significant, '2a': 0, '2b': significant, '3a': 0, '3b': 0 }
});

const person: EvaluatedPerson = {
	significant: makeRate(1, 100),
	expected: { estimate: 0.02, standardError: 0.014, n: 2000 },
	severeEvents: 0,
	sustainedComplaints: 0,
	readsInYear: 4000
};
const states = (given: Partial<EvaluatedPerson>, policy = defaultEvaluationPolicy) =>
	Object.fromEntries(triggersOf({ ...person, ...given }, policy).map(({ name, state }) => [name, state]));

describe('what is expected of a mix of modalities', () => {
	it('weighs the group’s rate of each modality by one’s own reviews', () => {
		const parts = [
			{ own: reviews(100, 3), group: reviews(1000, 10) },
			{ own: reviews(300, 3), group: reviews(1000, 30) },
			{ own: reviews(0, 0), group: reviews(0, 0) }
		];
		// (100 × 0.01 + 300 × 0.03) / 400; √(100 × 0.01 × 0.99 + 300 × 0.03 × 0.97) / 400
		const expected = expectedSignificant(parts);
		expect(expected?.estimate).toBeCloseTo(0.025, 12);
		expect(expected?.standardError).toBeCloseTo(Math.sqrt(0.99 + 8.73) / 400, 12);
		expect(expected?.n).toBe(2000);
	});

	it('is not known where nobody else was reviewed, nor of nobody’s reviews', () => {
		expect(expectedSignificant([{ own: reviews(40, 1), group: reviews(40, 1) }])).toBeNull();
		expect(expectedSignificant([])).toBeNull();
	});
});

describe('what asks for a focused evaluation', () => {
	it('is nothing of somebody who is as the others are', () => {
		expect(states({})).toEqual({
			'above-expected': 'within',
			'above-threshold': 'not-agreed',
			'severe-event': 'within',
			complaints: 'within',
			'low-volume': 'within'
		});
	});

	it.each([
		['a rate above two standard errors', { significant: makeRate(5, 100) }, 'above-expected', 'look'],
		['no rate of too few reviews', { significant: makeRate(5, 29) }, 'above-expected', 'cannot-tell'],
		['no rate without others', { expected: null }, 'above-expected', 'cannot-tell'],
		['one severe event', { severeEvents: 1 }, 'severe-event', 'look'],
		['one complaint is not enough', { sustainedComplaints: 1 }, 'complaints', 'within'],
		['two complaints', { sustainedComplaints: 2 }, 'complaints', 'look'],
		['nine reads in a year', { readsInYear: 9 }, 'low-volume', 'look'],
		['ten reads in a year', { readsInYear: 10 }, 'low-volume', 'within']
	] as const)('%s', (_, given, name, state) => {
		expect(states(given)[name]).toBe(state);
	});

	it('goes by the upper limit where the group has agreed on a share', () => {
		const policy = { ...defaultEvaluationPolicy, significantShare: 0.05 };
		// Wilson's upper limit of 1 in 100 is 5.45 %, of 1 in 200 2.78 %.
		expect(states({}, policy)['above-threshold']).toBe('look');
		expect(states({ significant: makeRate(1, 200) }, policy)['above-threshold']).toBe('within');
		expect(states({ significant: makeRate(0, 10) }, policy)['above-threshold']).toBe('cannot-tell');
	});
});
