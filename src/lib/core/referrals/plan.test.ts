import { describe, expect, it } from 'vitest';
import { chooseReads, countDue, standingOf, type PlanTerms } from './plan.ts';

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

describe('the reads that a plan takes', () => {
	// Ten reads in each of ten stretches, the tags in no order of time.
	const candidates = Array.from({ length: 100 }, (_, at) => ({
		id: `read-${at}`,
		at: 1000 + at * 10,
		tag: String((at * 37) % 100).padStart(2, '0')
	}));

	it('are one of each stretch that is over, while the period runs', () => {
		const chosen = chooseReads(terms, 1350, { candidates, takenAt: [] });
		const stretches = chosen.map((id) => Math.floor(Number(id.slice(5)) / 10));
		expect(stretches.toSorted()).toEqual([0, 1, 2]);
	});

	it('are none where each stretch has given its read', () => {
		expect(chooseReads(terms, 1350, { candidates, takenAt: [1005, 1199, 1200] })).toEqual([]);
	});

	it('are what is missing, from the whole period in the order of the tags, once it is over', () => {
		const chosen = chooseReads(terms, 5000, { candidates, takenAt: [1005, 1199] });
		const first = candidates.toSorted((a, b) => (a.tag < b.tag ? -1 : 1)).slice(0, 8);
		expect(chosen).toEqual(first.map(({ id }) => id));
	});

	it('lie within the period and before now', () => {
		const outside = [
			{ id: 'early', at: 999, tag: '0' },
			{ id: 'late', at: 2000, tag: '0' }
		];
		expect(chooseReads(terms, 9000, { candidates: outside, takenAt: [] })).toEqual([]);
		expect(chooseReads(terms, 1150, { candidates: [{ id: 'x', at: 1160, tag: '0' }], takenAt: [] })).toEqual(
			[]
		);
	});

	it('are never more than the target', () => {
		// Ten of one stretch leave the others empty.
		const full = Array.from({ length: 10 }, () => 1005);
		expect(chooseReads(terms, 1900, { candidates, takenAt: full })).toEqual([]);
		expect(chooseReads(terms, 9000, { candidates, takenAt: [] })).toHaveLength(10);
		expect(chooseReads(terms, 9000, { candidates, takenAt: Array.from({ length: 12 }, () => 1500) })).toEqual(
			[]
		);
	});
});
