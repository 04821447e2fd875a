import { DAY_MS, fromUtcDay, toUtcDay, type Instant } from '#lib/core/instant.ts';

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

/** The calendar months back from the day before `now`'s day: 12 gives the last year. */
export function lastMonths(now: Instant, months: number): Period {
	const to = Math.floor(now / DAY_MS) * DAY_MS + DAY_MS;
	const date = new Date(to);
	const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, date.getUTCDate());
	return { from, to };
}

/** Whether an instant lies in a period. */
export function isWithin(period: Period, at: Instant): boolean {
	return at >= period.from && at < period.to;
}
