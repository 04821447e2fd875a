import { describe, expect, it } from 'vitest';
import { toIso } from '#lib/core/instant.ts';
import { utcInstant, zonedDayOf, zonedInstant, zonedWeekHour } from './zoned-time.ts';

const at = (text: string) => {
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number);
	return { year, month, day, hour, minute, second: 0, millisecond: 0 };
};

describe('a wall-clock time in a zone', () => {
	it.each([
		['2025-08-14T07:08', 'America/Chicago', '2025-08-14T12:08:00.000Z'],
		['2025-01-14T07:08', 'America/Chicago', '2025-01-14T13:08:00.000Z'],
		['2025-08-14T07:08', 'Asia/Kolkata', '2025-08-14T01:38:00.000Z'],
		['2025-08-14T07:08', 'UTC', '2025-08-14T07:08:00.000Z'],
		['2025-03-09T02:30', 'America/New_York', '2025-03-09T07:30:00.000Z'],
		['2025-11-02T01:30', 'America/New_York', '2025-11-02T05:30:00.000Z'],
		['2025-11-02T03:30', 'America/New_York', '2025-11-02T08:30:00.000Z'],
		['2025-10-26T02:30', 'Europe/Berlin', '2025-10-26T00:30:00.000Z']
	])('%s in %s is %s', (local, zone, expected) => {
		expect(toIso(zonedInstant(at(local), zone) ?? 0)).toBe(expected);
	});

	it.each(['2025-02-31T00:00', '2025-13-01T00:00', '2025-01-01T25:00', '0000-01-01T00:00'])(
		'%s is refused',
		(local) => {
			expect(utcInstant(at(local))).toBeNull();
			expect(zonedInstant(at(local), 'America/Chicago')).toBeNull();
		}
	);
});

describe('the day of an instant in a zone', () => {
	it.each([
		['2025-08-14T04:59Z', 'America/Chicago', '2025-08-13T05:00:00.000Z', '2025-08-14T05:00:00.000Z'],
		['2025-08-14T05:00Z', 'America/Chicago', '2025-08-14T05:00:00.000Z', '2025-08-15T05:00:00.000Z'],
		['2025-08-14T12:00Z', 'UTC', '2025-08-14T00:00:00.000Z', '2025-08-15T00:00:00.000Z'],
		['2025-12-31T20:00Z', 'Asia/Kolkata', '2025-12-31T18:30:00.000Z', '2026-01-01T18:30:00.000Z'],
		// 23 and 25 hours.
		['2025-03-09T12:00Z', 'America/New_York', '2025-03-09T05:00:00.000Z', '2025-03-10T04:00:00.000Z'],
		['2025-11-02T12:00Z', 'America/New_York', '2025-11-02T04:00:00.000Z', '2025-11-03T05:00:00.000Z']
	])('%s in %s', (instant, zone, from, to) => {
		const day = zonedDayOf(Date.parse(instant), zone);
		expect([toIso(day.from), toIso(day.to)]).toEqual([from, to]);
	});
});

describe('the hour of the week', () => {
	it.each([
		['Monday midnight', '2026-11-16T06:00:00Z', 'America/Chicago', 0],
		['Sunday before midnight', '2026-11-16T05:59:59Z', 'America/Chicago', 167],
		['the hour that daylight saving repeats, first', '2026-11-01T06:30:00Z', 'America/Chicago', 6 * 24 + 1],
		['the hour that daylight saving repeats, again', '2026-11-01T07:30:00Z', 'America/Chicago', 6 * 24 + 1],
		['the hour after the one that it skips', '2026-03-08T08:30:00Z', 'America/Chicago', 6 * 24 + 3],
		['a zone of half an hour', '2026-11-16T18:45:00Z', 'Asia/Kolkata', 24],
		['before the epoch', '1969-12-31T23:00:00Z', 'UTC', 2 * 24 + 23]
	])('%s', (_what, at, zone, hour) => {
		expect(zonedWeekHour(Date.parse(at), zone)).toBe(hour);
	});
});
