import type { App } from '#lib/server/app.ts';

/** Longer than this no decision is kept: sessions and rights also end by the clock. */
const KEPT_MS = 1000;
const MOST = 4096;

/**
 * Keeps decisions about who may have what, for as long as they hold: until anybody commits anything, in whatever process, and never
 * longer than a second. A right that is taken away is gone with the next request.
 */
export function makeDecisions<T>(app: Pick<App, 'db' | 'clock'>) {
	const kept = new Map<string, { readonly version: string; readonly at: number; readonly value: T }>();
	return async (key: string, decide: () => Promise<T>): Promise<T> => {
		// Read before the decision is made: what is committed meanwhile makes it old at once.
		const version = await app.db.version();
		const now = app.clock.now();
		const found = kept.get(key);
		if (found && found.version === version && now >= found.at && now - found.at < KEPT_MS) return found.value;
		const value = await decide();
		kept.delete(key);
		kept.set(key, { version, at: now, value });
		if (kept.size > MOST) for (const oldest of kept.keys()) if (kept.size > MOST) kept.delete(oldest);
		return value;
	};
}
