import { HOUR_MS, MINUTE_MS, type Instant } from '#lib/core/instant.ts';

/** How failed sign-ins slow down the next attempt. */
export type ThrottleRule = {
	/** Failures that cost no wait: people mistype. */
	readonly free: number;
	/** The first wait; it doubles with every further failure. */
	readonly firstWaitMs: number;
	readonly longestWaitMs: number;
};

/** Failures older than this are forgotten. */
export const FAILURE_MEMORY_MS = 24 * HOUR_MS;

/** For one account, from wherever the attempts come. */
export const accountRule: ThrottleRule = { free: 5, firstWaitMs: 5_000, longestWaitMs: 15 * MINUTE_MS };
/** For one address, whichever accounts it tries: a whole group may share one. */
export const addressRule: ThrottleRule = { free: 30, firstWaitMs: 5_000, longestWaitMs: 15 * MINUTE_MS };

/** When the next attempt may be made after `failures` failed ones, the last at `lastAt`. */
export function nextAttemptAt(rule: ThrottleRule, failures: number, lastAt: Instant): Instant {
	const beyond = failures - rule.free;
	if (beyond < 0) return lastAt;
	return lastAt + Math.min(rule.firstWaitMs * 2 ** Math.min(beyond, 30), rule.longestWaitMs);
}
