import { DAY_MS, MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { weekHourOf, zonedWeekHour, zoneOffsetMs } from '#lib/core/reads/zoned-time.ts';

/** All zones change on a quarter of an hour, and none changes twice in a day. */
const QUARTER_MS = 15 * MINUTE_MS;
const QUARTERS_A_DAY = DAY_MS / QUARTER_MS;
const DAYS = Math.ceil(2 ** 32 / DAY_MS);

const MOST_KNOWN = 400;
const known = new Map<string, Int16Array>();

/**
 * The hours of the week (as `zonedWeekHour`) of instants that are told by the milliseconds after `base`, fewer than 2^32. Remembered, since
 * many cells are of one month and one zone; worked out a day at a time, since asking a zone costs more than all else.
 */
export function weekHoursFrom(base: Instant, timeZone: string): (off: number) => number {
	const key = `${timeZone} ${base}`;
	let hours = known.get(key);
	if (!hours) {
		if (known.size >= MOST_KNOWN) known.clear();
		known.set(key, (hours = new Int16Array(DAYS * QUARTERS_A_DAY).fill(-1)));
	}
	const kept = hours;
	return (off) => {
		const quarter = Math.floor(off / QUARTER_MS);
		const hour = kept[quarter] ?? -1;
		if (hour >= 0) return hour;
		const first = quarter - (quarter % QUARTERS_A_DAY);
		kept.set(hoursOfDay(base + first * QUARTER_MS, timeZone), first);
		return kept[quarter] ?? 0;
	};
}

/** The hour of each quarter of the 24 hours from an instant on. */
function hoursOfDay(from: Instant, timeZone: string): number[] {
	const offset = zoneOffsetMs(from, timeZone);
	const isSame = zoneOffsetMs(from + DAY_MS - QUARTER_MS, timeZone) === offset;
	return Array.from({ length: QUARTERS_A_DAY }, (_, nth) => {
		const at = from + nth * QUARTER_MS;
		return isSame ? weekHourOf(at + offset) : zonedWeekHour(at, timeZone);
	});
}
