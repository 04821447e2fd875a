import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '#lib/core/instant.ts';
import { zonedWeekHour } from '#lib/core/reads/zoned-time.ts';
import { weekHoursFrom } from './zoned-hours.ts';

describe('hours of the week from a base', () => {
	// Each has a change of its clocks in these weeks: of an hour, or of half an hour; Kolkata has none and is half an hour off.
	it.each([
		['America/Chicago', Date.UTC(2026, 9, 25)],
		['America/Chicago', Date.UTC(2026, 2, 1)],
		['Australia/Lord_Howe', Date.UTC(2026, 2, 25)],
		['Pacific/Auckland', Date.UTC(2026, 8, 20)],
		['Asia/Kolkata', Date.UTC(2026, 9, 25)],
		['UTC', Date.UTC(2026, 9, 25)]
	])('of %s are those of the zone, its changes among them', (timeZone, base) => {
		const hourOf = weekHoursFrom(base, timeZone);
		const offs = Array.from({ length: (21 * DAY_MS) / (15 * MINUTE_MS) }, (_, at) => at * 15 * MINUTE_MS);
		expect(offs.map(hourOf)).toEqual(offs.map((off) => zonedWeekHour(base + off, timeZone)));
		expect(hourOf(49 * DAY_MS + 1)).toBe(zonedWeekHour(base + 49 * DAY_MS, timeZone));
	});
});
