import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import { err, ok, type Result } from '#lib/core/result.ts';

export type TimeError = 'time-unreadable' | 'time-in-future' | 'time-too-early';

/**
 * The instant of a wall-clock minute `YYYY-MM-DDTHH:MM` in an IANA zone, as a form gives it; nothing means now. It is not in the
 * future and not before the minute of what it follows.
 */
export function happenedAt(
	local: string,
	{ timeZone, notBefore, now }: { timeZone: string; notBefore: Instant; now: Instant }
): Result<Instant, TimeError> {
	if (local === '') return ok(now);
	const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/.exec(local);
	if (!match) return err('time-unreadable');
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
	const at = zonedInstant({ year, month, day, hour, minute, second: 0, millisecond: 0 }, timeZone);
	if (at === null) return err('time-unreadable');
	if (at > now) return err('time-in-future');
	if (at < notBefore - (notBefore % MINUTE_MS)) return err('time-too-early');
	return ok(Math.max(at, notBefore));
}

/** The twin of {@link happenedAt}: an instant as a form shows it, in an IANA zone. */
export function localMinute(at: Instant, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en-CA', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23'
	}).formatToParts(at);
	const part = (type: Intl.DateTimeFormatPartTypes): string =>
		parts.find((found) => found.type === type)?.value ?? '';
	return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}
