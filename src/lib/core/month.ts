import type { Instant } from './instant.ts';
import type { Period } from './period.ts';

/** A calendar month of UTC, `YYYY-MM`: texts in the order of time. */
export type Month = string;

/** The month of an instant. */
export function monthOf(at: Instant): Month {
	return new Date(at).toISOString().slice(0, 7);
}

/** The month so many months later, or earlier when negative. */
export function addMonths(month: Month, count: number): Month {
	const [year = 0, nth = 1] = month.split('-').map(Number);
	return monthOf(Date.UTC(year, nth - 1 + count, 1));
}

/** A month from its first instant to that of the next one. Throws on what is no month. */
export function periodOfMonth(month: Month): Period {
	const from = Date.parse(`${month}-01T00:00:00.000Z`);
	if (!/^\d{4}-\d{2}$/.test(month) || Number.isNaN(from)) throw new RangeError('not a month');
	return { from, to: Date.parse(`${addMonths(month, 1)}-01T00:00:00.000Z`) };
}

/** So many months that end with this one, in order. */
export function monthsThrough(last: Month, count: number): Month[] {
	return Array.from({ length: count }, (_, at) => addMonths(last, at + 1 - count));
}
