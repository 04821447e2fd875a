import { z } from 'zod';
import { DAY_MS, fromUtcDay, toUtcDay, type Instant } from '#lib/core/instant.ts';

/** A day of the calendar without zone, `YYYY-MM-DD`: texts in the order of time. */
export type CalendarDay = string;

/** Whether a text is a day that the calendar has. */
export function isCalendarDay(text: string): boolean {
	return fromUtcDay(text) !== null;
}

/** What a day must be where it comes from outside. */
export const calendarDaySchema = z.string().refine(isCalendarDay, 'not a day of the calendar (YYYY-MM-DD)');

function startOf(day: CalendarDay): Instant {
	const at = fromUtcDay(day);
	if (at === null) throw new RangeError(`not a calendar day: ${day}`);
	return at;
}

/** The day so many days later, or earlier when negative. Throws on what is no day. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
	return toUtcDay(startOf(day) + days * DAY_MS);
}

/** Days from one day to another: negative when `to` comes first. Throws on what is no day. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
	return (startOf(to) - startOf(from)) / DAY_MS;
}

/**
 * The same day of the month so many months later (earlier when negative); where that month is too short, its last day:
 * 29 February and 12 months give 28 February. Throws on what is no day.
 */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
	const date = new Date(startOf(day));
	const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
	const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
	return toUtcDay(Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)));
}

/** The later of two days; null stands for none. */
export function laterDay(one: CalendarDay, other: CalendarDay | null | undefined): CalendarDay {
	return other && other > one ? other : one;
}
