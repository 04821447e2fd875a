import { describe, expect, it } from 'vitest';
import { mailDueUntil, type MailChoice } from './digest.ts';

/** Mondays at 06:00 in New York. */
const schedule = { releaseWeekday: 1, releaseHour: 6, timeZone: 'America/New_York' };

describe('notices are due in a mail', () => {
	const cases: { choice: MailChoice; now: string; until: string | null; because: string }[] = [
		{ choice: 'at-once', now: '2026-11-18T17:00Z', until: '2026-11-18T17:00Z', because: 'at once' },
		{ choice: 'daily', now: '2026-11-18T17:00Z', until: '2026-11-18T11:00Z', because: 'since this morning' },
		{ choice: 'daily', now: '2026-11-18T10:59Z', until: '2026-11-17T11:00Z', because: 'since yesterday' },
		{ choice: 'daily', now: '2026-11-18T11:00Z', until: '2026-11-18T11:00Z', because: 'at the very hour' },
		{ choice: 'daily', now: '2026-07-15T12:00Z', until: '2026-07-15T10:00Z', because: 'by summer time' },
		{ choice: 'weekly', now: '2026-11-18T17:00Z', until: '2026-11-16T11:00Z', because: 'since Monday' },
		{ choice: 'weekly', now: '2026-11-16T10:00Z', until: '2026-11-09T11:00Z', because: 'before the hour' },
		{ choice: 'never', now: '2026-11-18T17:00Z', until: null, because: 'not at all' }
	];
	it.each(cases)('$choice at $now: $because', ({ choice, now, until }) => {
		expect(mailDueUntil(choice, Date.parse(now), schedule)).toBe(until === null ? null : Date.parse(until));
	});
});
