import type { Instant } from '#lib/core/instant.ts';
import { utcInstant, zonedInstant } from '#lib/core/reads/zoned-time.ts';

const pattern =
	/^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.(\d{1,4}))?)?)?)?)?)?([+-]\d{4}|Z)?$/;

/**
 * The instant of an HL7 time stamp (DTM, v2.9 2A.3.22) that is exact to the minute at least. One without offset is wall-clock
 * time in `timeZone` (IANA). Null for anything else: an event known only by its day has no place on a clock.
 */
export function parseHl7Time(raw: string, timeZone: string): Instant | null {
	const match = pattern.exec(raw.trim());
	if (!match) return null;
	const [, year, month, day, hour, minute, second, fraction, offset] = match;
	if (minute === undefined) return null;
	const local = {
		year: Number(year),
		month: Number(month),
		day: Number(day),
		hour: Number(hour),
		minute: Number(minute),
		second: Number(second ?? 0),
		millisecond: Math.floor(Number(`0.${fraction ?? 0}`) * 1000)
	};
	if (offset === undefined) return zonedInstant(local, timeZone);
	const at = utcInstant(local);
	if (at === null || offset === 'Z') return at;
	const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3));
	return at - (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The calendar day `YYYY-MM-DD` of an HL7 date or time stamp as written, or null. */
export function parseHl7Day(raw: string): string | null {
	const match = /^(\d{4})(\d{2})(\d{2})/.exec(raw.trim());
	if (!match) return null;
	const [, year, month, day] = match;
	const at = utcInstant({
		year: Number(year),
		month: Number(month),
		day: Number(day),
		hour: 0,
		minute: 0,
		second: 0,
		millisecond: 0
	});
	return at === null ? null : `${year}-${month}-${day}`;
}
