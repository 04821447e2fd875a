import { DAY_MS, startOfUtcDay, type Instant } from '#lib/core/instant.ts';

/** When something is due whose hour is not told: with the end of that UTC day. */
export function dueOfDay(dueAt: Instant): Instant {
	return startOfUtcDay(dueAt) + DAY_MS;
}
