import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { tallyMonths } from './tally.ts';

const october = Date.UTC(2026, 9, 31, 23, 59);
const november = Date.UTC(2026, 10, 1);

function ended(endedAt: number, minutes: number | null, hasAddendum = true) {
	const openedAt = endedAt - 600 * MINUTE_MS;
	return {
		openedAt,
		dueAt: openedAt + 60 * MINUTE_MS,
		informedAt: minutes === null ? null : openedAt + minutes * MINUTE_MS,
		hasAddendum,
		endedAt
	};
}

describe('ended corrections by month', () => {
	it('have a median that rests on those of which the facility was informed', () => {
		expect(
			tallyMonths([
				ended(october, 20),
				ended(november, 10),
				ended(november, 61, false),
				ended(november, 30),
				ended(november, null, false)
			])
		).toEqual([
			{ month: '2026-11', n: 3, medianMinutes: 30, late: 1, addenda: 2, notNeeded: 1 },
			{ month: '2026-10', n: 1, medianMinutes: 20, late: 0, addenda: 1, notNeeded: 0 }
		]);
	});

	it('have no median where nobody was informed', () => {
		expect(tallyMonths([ended(november, null, false)])).toEqual([
			{ month: '2026-11', n: 0, medianMinutes: null, late: 0, addenda: 0, notNeeded: 1 }
		]);
		expect(tallyMonths([])).toEqual([]);
	});
});
