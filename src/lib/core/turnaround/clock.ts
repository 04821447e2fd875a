import { MINUTE_MS, type Instant } from '#lib/core/instant.ts';
import type { Priority } from './policy.ts';

/**
 * Where the clock stops. It starts at the end of the examination; holds and image transfer are not taken off, so this is
 * the time the hospital sees (domain 4.1).
 */
export const clockEnds = ['final', 'preliminary'] as const;
export type ClockEnd = (typeof clockEnds)[number];

/** One read as the clock sees it; `endedAt` is null while the report is open. */
export type ClockedRead = {
	readonly priority: Priority;
	readonly completedAt: Instant;
	readonly endedAt: Instant | null;
};

/** What a clock says: a time in minutes, an age in minutes, or an error of some clock at the source. */
export type ClockReading =
	| { readonly kind: 'finished'; readonly minutes: number; readonly ageMinutes: number }
	| { readonly kind: 'open'; readonly ageMinutes: number }
	| { readonly kind: 'clock-error' };

/**
 * Reads the clock at `now`. A report that ended before or with its examination, or an examination that ends in the future,
 * is an error of a clock: never clipped to zero (statistics reference, section 12).
 */
export function readClock(
	{ completedAt, endedAt }: Omit<ClockedRead, 'priority'>,
	now: Instant
): ClockReading {
	if (completedAt > now || (endedAt !== null && endedAt <= completedAt)) return { kind: 'clock-error' };
	const ageMinutes = (now - completedAt) / MINUTE_MS;
	if (endedAt === null) return { kind: 'open', ageMinutes };
	return { kind: 'finished', minutes: (endedAt - completedAt) / MINUTE_MS, ageMinutes };
}
