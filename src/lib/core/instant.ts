/** A point in time as Unix milliseconds, UTC: the same in both engines and in every query. */
export type Instant = number;

/** Tells the time. Passed in, so that the core and the tests decide what now is. */
export type Clock = { now(): Instant };

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** ISO 8601 in UTC with milliseconds, the form of every machine output. */
export function toIso(at: Instant): string {
	return new Date(at).toISOString();
}

/** The UTC calendar day `YYYY-MM-DD` of an instant. */
export function toUtcDay(at: Instant): string {
	return toIso(at).slice(0, 10);
}

/** The first instant of an instant's UTC day: what may be told where the hour would give somebody's shift away. */
export function startOfUtcDay(at: Instant): Instant {
	return Math.floor(at / DAY_MS) * DAY_MS;
}

// Making one takes far longer than using it.
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day `YYYY-MM-DD` of an instant in an IANA time zone. */
export function toZonedDay(at: Instant, timeZone: string): string {
	let format = dayFormats.get(timeZone);
	if (!format)
		dayFormats.set(timeZone, (format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })));
	return format.format(at);
}

/** The hour of the day, 0 to 23, of an instant in an IANA time zone. */
export function toZonedHour(at: Instant, timeZone: string): number {
	return Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(at));
}

/** Start of a `YYYY-MM-DD` day in UTC, or null when it is not a calendar day. */
export function fromUtcDay(day: string): Instant | null {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
	const at = Date.parse(`${day}T00:00:00.000Z`);
	return Number.isNaN(at) || toUtcDay(at) !== day ? null : at;
}
