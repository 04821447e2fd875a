import { daysBetween, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { Thousandths } from './credits.ts';
import { daysOf, type CmeWindow } from './window.ts';

/** When a shortfall in a window that is still open is a risk. */
export type PacePolicy = {
	/** Pace is judged once so much of the window has passed: nobody is behind on its second day. */
	readonly judgedAfterShare: number;
	/** From so many days before the end anything missing is a risk, whatever the pace. */
	readonly lastDays: number;
};

/** A quarter of the window; and the first rung of the ladder of reminders, at which CME is checked. */
export const defaultPace: PacePolicy = { judgedAfterShare: 0.25, lastDays: 120 };

/** What is needed in the window in all, and what of it there is; what comes on top of the total is part of both. */
export type Progress = { readonly required: Thousandths; readonly earned: Thousandths };

export type Pace = {
	/** `closed`: nothing can be added any more. `early`: too early to judge. */
	readonly status: 'closed' | 'early' | 'on-pace' | 'behind' | 'last-days';
	/** Days from the day of asking to the last day; negative when it has passed. */
	readonly daysLeft: number;
};

/**
 * Whether what is missing will come at the pace so far: earned / days passed ≥ required / days of the window, for each part that
 * grows with time. Topics are done in a day and have no pace.
 */
export function judgePace(
	progress: readonly Progress[],
	{ window, asOf, policy }: { window: CmeWindow; asOf: CalendarDay; policy: PacePolicy }
): Pace {
	const daysLeft = daysBetween(asOf, window.to);
	if (daysLeft <= 0) return { status: 'closed', daysLeft };
	if (daysLeft <= policy.lastDays) return { status: 'last-days', daysLeft };
	const passed = daysBetween(window.from, asOf) + 1;
	const whole = daysOf(window);
	if (passed < policy.judgedAfterShare * whole) return { status: 'early', daysLeft };
	const isBehind = progress.some(({ required, earned }) => earned * whole < required * passed);
	return { status: isBehind ? 'behind' : 'on-pace', daysLeft };
}
