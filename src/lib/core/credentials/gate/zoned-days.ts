import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import { MINUTE_MS, toZonedDay, type Instant } from '#lib/core/instant.ts';

/** Offsets of zones are whole quarters of an hour (since 1972), so an instant's quarter has one day. */
const QUARTER_MS = 15 * MINUTE_MS;

/** Days of instants by zone, quick where they come nearly in order; null where nobody knows the zone. */
export function makeZonedDays(): (at: Instant, timeZone: string) => CalendarDay | null {
	const last = new Map<string, { quarter: number; day: CalendarDay | null }>();
	return (at, timeZone) => {
		const quarter = Math.floor(at / QUARTER_MS);
		const known = last.get(timeZone);
		if (known?.quarter === quarter) return known.day;
		const day = dayOf(at, timeZone);
		last.set(timeZone, { quarter, day });
		return day;
	};
}

function dayOf(at: Instant, timeZone: string): CalendarDay | null {
	if (timeZone === '') return null;
	try {
		return toZonedDay(at, timeZone);
	} catch (cause) {
		if (cause instanceof RangeError) return null;
		throw cause;
	}
}
