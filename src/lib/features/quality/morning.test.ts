import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#lib/core/instant.ts';
import { defaultSuppressionPolicy as policy } from '#lib/core/suppression-policy.ts';
import { healthOf, type CaseCell } from './case-cells.ts';
import { morningSentences } from './morning.ts';
import { compareReaders } from './reader-rows.ts';

const now = Date.UTC(2026, 10, 16, 12);
const nobody = compareReaders([], [], { policy, isOneModality: false });

function cases(state: string, n: number, pastDue: number): CaseCell {
	const usual = { readerId: 'r', modality: 'CT', mode: 'random', level: 'L3', score: null };
	return { ...usual, state, n, pastDue };
}

function morning(cells: CaseCell[], reads: number, oldestInCommitteeAt: number | null = null): string {
	const health = healthOf(cells, reads);
	return morningSentences({ health, oldestInCommitteeAt, readers: nobody, now }).join(' ');
}

describe('the morning sentence', () => {
	it.each([
		['No read was finished in this period.', [], 0],
		['5 finished reads, none drawn for review yet. Commit to a draw under Sampling.', [], 5],
		['1 case drawn; no review is due yet.', [cases('assigned', 1, 0)], 50],
		['All 12 reviews due are done.', [cases('closed', 12, 12), cases('assigned', 4, 0)], 500],
		[
			'94.2\u00a0% of 412 due reviews are done, 24 overdue.',
			[cases('final', 400, 388), cases('opened', 30, 24)],
			9000
		]
	])('says “%s”', (expected, cells, reads) => {
		expect(morning(cells, reads)).toBe(expected);
	});

	it('says how long the committee has had its oldest case', () => {
		const text = morning([cases('in-committee', 2, 2)], 100, now - 12 * DAY_MS);
		expect(text).toContain('2 cases wait for the committee, the oldest for 12\u00a0d.');
	});
});
