import { DAY_MS, toZonedDay, type Instant } from '#lib/core/instant.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import type { ReviewPolicy } from '#lib/core/review-policy.ts';

type Schedule = Pick<ReviewPolicy, 'releaseWeekday' | 'releaseHour' | 'timeZone'>;

/**
 * The first weekly release strictly after `now`: on the policy's weekday at its wall-clock hour, so that it keeps its hour
 * over daylight saving. Outcomes are batched so that their time does not tell who reviewed (domain 2.2: delay and batch).
 */
export function nextReleaseAt(now: Instant, schedule: Schedule): Instant {
	const { releaseWeekday, releaseHour: hour, timeZone } = schedule;
	for (let days = 0; days <= 8; days++) {
		const [year = 0, month = 0, day = 0] = addDays(toZonedDay(now, timeZone), days);
		if (new Date(Date.UTC(year, month - 1, day)).getUTCDay() !== releaseWeekday) continue;
		const at = zonedInstant({ year, month, day, hour, minute: 0, second: 0, millisecond: 0 }, timeZone);
		if (at !== null && at > now) return at;
	}
	throw new Error('a week without its release weekday');
}

/**
 * When a reader may see what the committee decided. It waits for the weekly batch like every outcome, except where a correction runs:
 * the facility hears of it now, and the reader must not hear of it there first.
 */
export function releaseAfterDecision(
	{ now, correction }: { readonly now: Instant; readonly correction: 'running' | 'none' },
	schedule: Schedule
): Instant {
	return correction === 'running' ? now : nextReleaseAt(now, schedule);
}

/** Year, month and day of the calendar day `days` after `YYYY-MM-DD`. */
function addDays(day: string, days: number): number[] {
	const at = Date.parse(`${day}T00:00:00Z`) + days * DAY_MS;
	return new Date(at).toISOString().slice(0, 10).split('-').map(Number);
}
