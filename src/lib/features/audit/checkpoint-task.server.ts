import { toUtcDay } from '#lib/core/instant.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { makeCheckpoint } from './checkpoint-commands.server.ts';

/** Signs a checkpoint by the clock. Where the log is not the one that was signed before, administrators and directors are told once a day. */
export async function checkpointByClock(app: App): Promise<void> {
	const made = await makeCheckpoint(app, null);
	if (made.ok || made.error === 'audit-empty') return;
	app.log.error({ code: made.error }, 'audit-log-broken');
	await tellOfBrokenLog(app);
}

/** Tells administrators and directors, once a UTC day, that the audit log is not what it was. */
export async function tellOfBrokenLog(app: App): Promise<void> {
	const now = app.clock.now();
	const people = await holdersOf(app.db.read, ['administrator', 'director']);
	await app.db.transaction((write) =>
		notify(write, { ids: app.ids, now }, people, {
			kind: 'audit.broken',
			facts: {},
			path: '/audit',
			onceKey: `audit.broken ${toUtcDay(now)}`
		})
	);
}
