import { describe, expect, it } from 'vitest';
import { nextNoteStatus, siteNoteStatuses } from './life.ts';
import { tallySites } from './tally.ts';

const october = Date.UTC(2026, 9, 31);
const november = Date.UTC(2026, 10, 1);

describe('notes by site', () => {
	it('are counted by issue and month beside the reviews they are out of', () => {
		const notes = [
			{ facilityId: 'b', issues: ['motion'], raisedAt: november },
			{ facilityId: 'a', issues: ['motion', 'coverage', 'motion'], raisedAt: november },
			{ facilityId: 'a', issues: ['coverage'], raisedAt: october },
			{ facilityId: 'a', issues: [], raisedAt: october }
		];
		const reviews = [
			{ facilityId: 'a', month: '2026-11', n: 40 },
			{ facilityId: 'a', month: '2026-09', n: 12 },
			{ facilityId: 'c', month: '2026-11', n: 9 }
		];
		expect(tallySites(notes, reviews)).toEqual([
			{
				facilityId: 'a',
				reviews: 52,
				notes: 3,
				issues: [
					{ issue: 'coverage', notes: 2 },
					{ issue: null, notes: 1 },
					{ issue: 'motion', notes: 1 }
				],
				months: [
					{ month: '2026-11', notes: 1, reviews: 40 },
					{ month: '2026-10', notes: 2, reviews: 0 },
					{ month: '2026-09', notes: 0, reviews: 12 }
				]
			},
			{
				facilityId: 'b',
				reviews: 0,
				notes: 1,
				issues: [{ issue: 'motion', notes: 1 }],
				months: [{ month: '2026-11', notes: 1, reviews: 0 }]
			}
		]);
		expect(tallySites([], reviews)).toEqual([]);
	});
});

describe('the life of a note to a site', () => {
	it.each(siteNoteStatuses)('of %s ends when it is closed', (status) => {
		expect(nextNoteStatus(status, 'close')).toBe(status === 'closed' ? null : 'closed');
		expect(nextNoteStatus(status, 'acknowledge')).toBe(status === 'open' ? 'acknowledged' : null);
	});
});
