import { describe, expect, it } from 'vitest';
import { happenedAt, localMinute } from './times.ts';

const timeZone = 'America/Chicago';
const notBefore = Date.UTC(2026, 10, 16, 18, 10, 42);
const now = Date.UTC(2026, 10, 16, 20);

describe('the time of an act', () => {
	const enter = (local: string) => happenedAt(local, { timeZone, notBefore, now });

	it('is now where none is given', () => {
		expect(enter('')).toEqual({ ok: true, value: now });
	});

	it('is the facility’s wall clock', () => {
		expect(enter('2026-11-16T13:05')).toEqual({ ok: true, value: Date.UTC(2026, 10, 16, 19, 5) });
	});

	it('may be the minute in which the correction was opened, and is not before it then', () => {
		expect(enter('2026-11-16T12:10')).toEqual({ ok: true, value: notBefore });
	});

	it.each([
		['2026-11-16T12:09', 'time-too-early'],
		['2026-11-16T14:01', 'time-in-future'],
		['2026-02-31T12:00', 'time-unreadable'],
		['16.11.2026 12:00', 'time-unreadable'],
		['2026-11-16', 'time-unreadable']
	])('is refused for %s', (local, error) => {
		expect(enter(local)).toEqual({ ok: false, error });
	});

	it.each([Date.UTC(2026, 10, 16, 19, 5), Date.UTC(2026, 6, 1, 4, 59), Date.UTC(2026, 0, 1, 6)])(
		'is shown in a form as it is read from it (%i)',
		(at) => {
			const shown = localMinute(at, timeZone);
			expect(happenedAt(shown, { timeZone, notBefore: 0, now })).toEqual({ ok: true, value: at });
		}
	);
});
