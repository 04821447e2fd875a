import { describe, expect, it } from 'vitest';
import { caseStates } from '#lib/core/case/life.ts';
import { discrepanciesOf, healthOf, levelsOf, scoredCells, sumOf, type CaseCell } from './case-cells.ts';

function cell(given: Partial<CaseCell>): CaseCell {
	const usual = { readerId: 'r1', modality: 'CT', mode: 'random', level: 'L3', state: 'drawn', score: null };
	return { ...usual, n: 1, pastDue: 0, ...given };
}

describe('the health of the programme', () => {
	it('adds up: every sampled case waits, is assigned, is done or is withdrawn', () => {
		const health = healthOf(
			caseStates.map((state) => cell({ state, n: 2 })),
			100
		);
		expect(health.waiting + health.assigned + health.done + health.withdrawn).toBe(health.sampled);
		expect(health.sampled).toBe(2 * caseStates.length);
	});

	it('counts as due what is past its date and not withdrawn, and as overdue what of it is not scored', () => {
		const health = healthOf(
			[
				cell({ state: 'drawn', n: 5, pastDue: 1 }),
				cell({ state: 'opened', n: 4, pastDue: 2 }),
				cell({ state: 'in-committee', n: 3, pastDue: 3 }),
				cell({ state: 'rebutted', score: '2b', n: 1, pastDue: 1 }),
				cell({ state: 'returned', n: 1, pastDue: 1 }),
				cell({ state: 'closed', score: '2a', n: 18, pastDue: 12 }),
				cell({ state: 'withdrawn', n: 6, pastDue: 6 })
			],
			400
		);
		expect(health).toMatchObject({
			reads: 400,
			due: 20,
			doneOfDue: 17,
			overdue: 3,
			inCommittee: 4,
			done: 23
		});
	});

	it('leaves other ways into review out', () => {
		expect(healthOf([cell({ mode: 'complaint', n: 9, pastDue: 9 })], 0)).toMatchObject({
			sampled: 0,
			overdue: 0
		});
	});
});

describe('what a rate rests on', () => {
	const cells = [
		cell({ state: 'final', score: '1', n: 40 }),
		cell({ state: 'closed', score: '3b', n: 2, level: 'L2' }),
		cell({ state: 'feedback-released', score: '2a', n: 3 }),
		cell({ state: 'in-committee', score: null, n: 5 }),
		cell({ state: 'withdrawn', score: '2b', n: 7 }),
		cell({ mode: 'complaint', state: 'final', score: '3a', n: 9 })
	];

	it('is final scores of the random sample alone', () => {
		expect(sumOf(scoredCells(cells))).toBe(45);
		expect(discrepanciesOf(scoredCells(cells))).toBe(5);
	});

	it('keeps blinding levels apart, the most frequent first', () => {
		expect(levelsOf(scoredCells(cells))).toEqual([
			{ level: 'L3', n: 43 },
			{ level: 'L2', n: 2 }
		]);
	});
});
