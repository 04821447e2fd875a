import { may, type Actor } from '#lib/core/actor.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { isHealthy } from '#lib/server/db/health.ts';
import { isSilent, lastSignOfLife } from '#lib/server/jobs/heartbeat.ts';

/** How the product is. Nothing here tells of anybody; how long and where is for those who run it. */
export type Health = {
	readonly status: 'ok' | 'database-unavailable';
	/** Whether the background work is done, by this process or another. */
	readonly worker?: 'ok' | 'stale';
	/** Whether this process does it: `off` where OVERREAD_WORKER says so. */
	readonly workerHere?: 'on' | 'off';
	/** Seconds since a worker gave a sign of life; null before the first. */
	readonly workerSilentSeconds?: number | null;
};

/** Asks the database and the queue. Whoever has not signed in, or does not run the product, learns two words. */
export async function healthOf(app: App, actor: Actor | null): Promise<Health> {
	if (!(await isHealthy(app.db))) return { status: 'database-unavailable' };
	const now = app.clock.now();
	const lastSignAt = await lastSignOfLife(app.db.read);
	// Before the group is set up there is nothing to do.
	const isStale = isSilent(lastSignAt, now) && (await findGroup(app.db.read)) !== null;
	const health: Health = { status: 'ok', worker: isStale ? 'stale' : 'ok' };
	if (actor === null || !may(actor, 'system.manage')) return health;
	return {
		...health,
		workerHere: app.config.hasWorker ? 'on' : 'off',
		workerSilentSeconds: lastSignAt === null ? null : Math.max(0, Math.round((now - lastSignAt) / 1000))
	};
}
