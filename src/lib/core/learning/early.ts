import { HOUR_MS, type Instant } from '#lib/core/instant.ts';

/** A meeting that begins further from its time than this is on another day than planned: half a day, whatever the time zone. */
const ANOTHER_DAY_MS = 12 * HOUR_MS;

type Planned = { readonly startsAt: Instant };

/** Whether a meeting would begin long before its time: whoever begins it must say that it is meant. */
export function isEarly({ startsAt }: Planned, now: Instant): boolean {
	return startsAt - now > ANOTHER_DAY_MS;
}

/** Whether a meeting that begins now does so on another day than planned. */
export function isAnotherDay({ startsAt }: Planned, now: Instant): boolean {
	return Math.abs(startsAt - now) > ANOTHER_DAY_MS;
}
