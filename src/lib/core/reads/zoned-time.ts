import type { Instant } from '#lib/core/instant.ts';

/** A wall-clock time without zone. `month` counts from 1. */
export type LocalTime = {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	readonly millisecond: number;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
	const known = formatters.get(timeZone);
	if (known) return known;
	const made = new Intl.DateTimeFormat('en-US', {
		timeZone,
		calendar: 'gregory',
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric'
	});
	formatters.set(timeZone, made);
	return made;
}

const QUARTER_MS = 900_000;
const MAX_OFFSETS = 50_000;
const offsets = new Map<string, number>();

/**
 * Milliseconds that the zone's wall clock is ahead of UTC at an instant. Remembered by the quarter of an hour, on which all
 * zones change: a list of reads asks for the same ones again and again.
 */
export function zoneOffsetMs(at: Instant, timeZone: string): number {
	const key = `${timeZone} ${Math.floor(at / QUARTER_MS)}`;
	let offset = offsets.get(key);
	if (offset === undefined) {
		offset = findOffsetMs(at, timeZone);
		if (offsets.size >= MAX_OFFSETS) offsets.clear();
		offsets.set(key, offset);
	}
	return offset;
}

function findOffsetMs(at: Instant, timeZone: string): number {
	const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
	for (const { type, value } of formatterFor(timeZone).formatToParts(at)) parts[type] = Number(value);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
	return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** The instant of a wall-clock time read as UTC, or null when there is no such calendar time (31 February, 25:00). */
export function utcInstant(local: LocalTime): Instant | null {
	const { year, month, day, hour, minute, second, millisecond } = local;
	const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
	const same =
		date.getUTCFullYear() === year &&
		date.getUTCMonth() === month - 1 &&
		date.getUTCDate() === day &&
		date.getUTCHours() === hour &&
		date.getUTCMinutes() === minute &&
		date.getUTCSeconds() === second;
	return same && year >= 1000 ? date.getTime() : null;
}

/**
 * The instant of a wall-clock time in an IANA zone, or null when the calendar has no such time. A time that daylight saving
 * skips moves forward with the clock; one that occurs twice means the first.
 */
export function zonedInstant(local: LocalTime, timeZone: string): Instant | null {
	const asUtc = utcInstant(local);
	if (asUtc === null) return null;
	const before = zoneOffsetMs(asUtc - 86_400_000, timeZone);
	const after = zoneOffsetMs(asUtc + 86_400_000, timeZone);
	for (const offset of [Math.max(before, after), Math.min(before, after)]) {
		const candidate = asUtc - offset;
		if (zoneOffsetMs(candidate, timeZone) === offset) return candidate;
	}
	return asUtc - before;
}

/** The calendar day of an IANA zone in which an instant falls: its first instant, and the first one after it. */
export function zonedDayOf(at: Instant, timeZone: string): { readonly from: Instant; readonly to: Instant } {
	const local = new Date(at + zoneOffsetMs(at, timeZone));
	const midnight = (daysOn: number): Instant => {
		const date = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + daysOn));
		const time = { hour: 0, minute: 0, second: 0, millisecond: 0 };
		const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
		// Only years before 1000 have no such time.
		return zonedInstant({ year, month, day, ...time }, timeZone) ?? date.getTime();
	};
	return { from: midnight(0), to: midnight(1) };
}

const HOUR_MS = 3_600_000;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEK_HOUR = 3 * 24;

/** The hour of the week (0 is Monday from midnight, 167 Sunday from 23:00) that an instant has on the wall clock of an IANA zone. */
export function zonedWeekHour(at: Instant, timeZone: string): number {
	return weekHourOf(at + zoneOffsetMs(at, timeZone));
}

/** The same of a time on a wall clock, in milliseconds as if it were of UTC. */
export function weekHourOf(wallMs: number): number {
	const hours = Math.floor(wallMs / HOUR_MS) + EPOCH_WEEK_HOUR;
	return ((hours % 168) + 168) % 168;
}
