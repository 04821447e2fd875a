import { DAY_MS, toZonedDay, type Instant } from '#lib/core/instant.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import type { ReviewPolicy } from '#lib/core/review-policy.ts';

/** When a person is mailed about notices. */
export const mailChoices = ['at-once', 'daily', 'weekly', 'never'] as const;
export type MailChoice = (typeof mailChoices)[number];

/** What holds for whoever never chose. */
export const usualMailChoice: MailChoice = 'daily';

type Schedule = Pick<ReviewPolicy, 'releaseWeekday' | 'releaseHour' | 'timeZone'>;

/**
 * The instant up to which notices are due in a mail: now for those who want it at once, or the last digest, which leaves at the hour (and
 * on the weekday) at which the group releases outcomes. Null for those who want none, urgent or not.
 */
export function mailDueUntil(choice: MailChoice, now: Instant, schedule: Schedule): Instant | null {
	switch (choice) {
		case 'at-once':
			return now;
		case 'daily':
			return lastBatchAt(now, schedule, null);
		case 'weekly':
			return lastBatchAt(now, schedule, schedule.releaseWeekday);
		case 'never':
			return null;
	}
}

/** The last time at or before `now` that the clock showed the hour, on the weekday where one is given. */
function lastBatchAt(
	now: Instant,
	{ releaseHour: hour, timeZone }: Schedule,
	weekday: number | null
): Instant {
	const today = Date.parse(`${toZonedDay(now, timeZone)}T00:00:00Z`);
	for (let back = 0; back <= 8; back++) {
		const date = new Date(today - back * DAY_MS);
		if (weekday !== null && date.getUTCDay() !== weekday) continue;
		const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
		const at = zonedInstant({ year, month, day, hour, minute: 0, second: 0, millisecond: 0 }, timeZone);
		if (at !== null && at <= now) return at;
	}
	throw new Error('a week without the hour of the digest');
}
