import { describe, expect, it } from 'vitest';
import { toIso } from '#lib/core/instant.ts';
import { cadences, dueAt, nextDue, spanAfter, spanOf } from './cadence.ts';

describe('a span', () => {
	it.each([
		{ cadence: 'monthly', day: '2028-02-10', fromOn: '2028-02-01', throughOn: '2028-02-29' },
		{ cadence: 'quarterly', day: '2026-12-31', fromOn: '2026-10-01', throughOn: '2026-12-31' },
		{ cadence: 'half-yearly', day: '2026-07-01', fromOn: '2026-07-01', throughOn: '2026-12-31' },
		{ cadence: 'yearly', day: '2026-11-23', fromOn: '2026-01-01', throughOn: '2026-12-31' }
	] as const)('is of whole months: $cadence', ({ cadence, day, fromOn, throughOn }) => {
		expect(spanOf(cadence, day)).toEqual({ fromOn, throughOn });
	});

	it.each(cadences)('is followed by the next without a gap: %s', (cadence) => {
		let span = spanOf(cadence, '2024-01-01');
		for (let nth = 0; nth < 40; nth += 1) {
			const next = spanAfter(cadence, span);
			expect(Date.parse(next.fromOn) - Date.parse(span.throughOn)).toBe(86_400_000);
			span = next;
		}
	});
});

describe('a scheduled report', () => {
	it('is made at three in the morning of the group, so many days after its span', () => {
		const span = { fromOn: '2026-02-01', throughOn: '2026-02-28' };
		expect(toIso(dueAt(span, 0, 'America/New_York'))).toBe('2026-03-01T08:00:00.000Z');
		// Daylight saving has begun by then.
		expect(toIso(dueAt(span, 10, 'America/New_York'))).toBe('2026-03-11T07:00:00.000Z');
	});

	it.each([
		{ name: 'begins with the span that runs', now: '2026-11-23T12:00:00Z', first: '2026-11-01' },
		{
			name: 'begins with the one that has just ended while that is still to come',
			now: '2026-11-03T12:00:00Z',
			first: '2026-10-01'
		},
		{ name: 'is not made for a moment that is now', now: '2026-11-06T03:00:00Z', first: '2026-11-01' }
	])('$name', ({ now, first }) => {
		const due = nextDue({ cadence: 'monthly', afterDays: 5, now: Date.parse(now), timeZone: 'UTC' });
		expect(due.span.fromOn).toBe(first);
		expect(due.dueAt).toBeGreaterThan(Date.parse(now));
	});

	it.each(cadences)('always has a next time: %s', (cadence) => {
		const now = Date.parse('2026-01-01T00:00:00Z');
		const due = nextDue({ cadence, afterDays: 60, now, timeZone: 'Asia/Tokyo' });
		expect(due.dueAt).toBeGreaterThan(now);
	});
});
