import { DAY_MS, fromUtcDay, toUtcDay, toZonedDay, type Instant } from '#lib/core/instant.ts';
import { zonedDayOf } from '#lib/core/reads/zoned-time.ts';

/** Half-open span of time: `from` is in it, `to` is not. */
export type Period = { readonly from: Instant; readonly to: Instant };

/** The period of whole UTC days from `fromOn` to `throughOn`, both included; null when they are no days or reversed. */
export function makePeriod(fromOn: string, throughOn: string): Period | null {
	const from = fromUtcDay(fromOn);
	const through = fromUtcDay(throughOn);
	if (from === null || through === null || through < from) return null;
	return { from, to: through + DAY_MS };
}

/** The first and last whole UTC day of a period, as people write it. */
export function periodDays(period: Period): { fromOn: string; throughOn: string } {
	return { fromOn: toUtcDay(period.from), throughOn: toUtcDay(period.to - 1) };
}

/**
 * The calendar months that end with `now`'s UTC day: 12 gives the last year. Where the first month is too short for the day
 * (one month back from 30 March), it begins with that month's end.
 */
export function lastMonths(now: Instant, months: number): Period {
	const to = Math.floor(now / DAY_MS) * DAY_MS + DAY_MS;
	const date = new Date(to);
	const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() - months];
	const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return { from: Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)), to };
}

/** The calendar months that end with the day that `now` is in an IANA time zone, in whole days of that zone. */
export function lastZonedMonths(now: Instant, months: number, timeZone: string): Period {
	const today = fromUtcDay(toZonedDay(now, timeZone)) ?? now;
	const { from } = lastMonths(today, months);
	// Noon: whichever way the zone is off, it is in the same day or the one beside it, and no day is skipped.
	const first = zonedDayOf(from + DAY_MS / 2, timeZone);
	const isFirst = toZonedDay(first.from, timeZone) === toUtcDay(from);
	return {
		from: isFirst ? first.from : zonedDayOf(from - DAY_MS / 2, timeZone).from,
		to: zonedDayOf(now, timeZone).to
	};
}

/** The first and last day of a period of whole days of a time zone. */
export function zonedPeriodDays(period: Period, timeZone: string): { fromOn: string; throughOn: string } {
	return { fromOn: toZonedDay(period.from, timeZone), throughOn: toZonedDay(period.to - 1, timeZone) };
}

/** Whether an instant lies in a period. */
export function isWithin(period: Period, at: Instant): boolean {
	return at >= period.from && at < period.to;
}
