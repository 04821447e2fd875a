import { DAY_MS, toUtcDay, toZonedDay, type Instant } from '#lib/core/instant.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';

/** How often a scheduled report is made: each time for the whole span that has ended. */
export const cadences = ['monthly', 'quarterly', 'half-yearly', 'yearly'] as const;
export type Cadence = (typeof cadences)[number];

const monthsOf: Readonly<Record<Cadence, number>> = {
	monthly: 1,
	quarterly: 3,
	'half-yearly': 6,
	yearly: 12
};

/** Whole calendar months, by their first and last day (`YYYY-MM-DD`). */
export type Span = { readonly fromOn: string; readonly throughOn: string };

/** Reports are made in the night of the group, before it comes to work. */
const HOUR_OF_MAKING = 3;

/** Days after a span on which its report may be made. */
export const mostAfterDays = 60;

/** The span of the cadence that a calendar day is in: of the calendar year, not of any other. */
export function spanOf(cadence: Cadence, day: string): Span {
	const months = monthsOf[cadence];
	const [year = 0, month = 1] = day.split('-').map(Number);
	return spanFrom(year, Math.floor((month - 1) / months) * months, months);
}

/** The span after one. */
export function spanAfter(cadence: Cadence, { throughOn }: Span): Span {
	return spanOf(cadence, toUtcDay(Date.parse(throughOn) + DAY_MS));
}

function spanFrom(year: number, monthIndex: number, months: number): Span {
	return {
		fromOn: toUtcDay(Date.UTC(year, monthIndex, 1)),
		throughOn: toUtcDay(Date.UTC(year, monthIndex + months, 0))
	};
}

/** When the report of a span is made: so many days after its last one, at three in the morning of the group's time zone. */
export function dueAt({ throughOn }: Span, afterDays: number, timeZone: string): Instant {
	const day = new Date(Date.parse(throughOn) + (afterDays + 1) * DAY_MS);
	const time = { hour: HOUR_OF_MAKING, minute: 0, second: 0, millisecond: 0 };
	const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()];
	// Only years before 1000 have no such time.
	return zonedInstant({ year, month, day: date, ...time }, timeZone) ?? day.getTime();
}

/** The first span whose report is still to come, and when it does: perhaps of the one that has just ended. */
export function nextDue(given: {
	readonly cadence: Cadence;
	readonly afterDays: number;
	readonly now: Instant;
	readonly timeZone: string;
}): { readonly span: Span; readonly dueAt: Instant } {
	const { cadence, afterDays, now, timeZone } = given;
	// No report is made later than so many days after the end of its span.
	let span = spanOf(cadence, toZonedDay(now - (mostAfterDays + 2) * DAY_MS, timeZone));
	while (dueAt(span, afterDays, timeZone) <= now) span = spanAfter(cadence, span);
	return { span, dueAt: dueAt(span, afterDays, timeZone) };
}
