import { and, count, eq } from 'drizzle-orm';
import { toZonedDay } from '#lib/core/instant.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import type { GateTally } from './check.server.ts';

/** Tells coordinators once a day, where a run has found something new, how many reads fail the gate without an exception. */
export async function tellOfFailures(app: App, { changed }: GateTally): Promise<void> {
	if (changed === 0) return;
	const { read } = app.db;
	const { gateFindings: t } = read.tables;
	const [row] = await read
		.select({ n: count() })
		.from(t)
		.where(and(eq(t.outcome, 'fail'), eq(t.standing, 'open')));
	const n = row?.n ?? 0;
	if (n === 0) return;
	const now = app.clock.now();
	const day = toZonedDay(now, await groupTimeZone(read));
	const people = await holdersOf(read, ['coordinator']);
	await app.db.transaction((write) =>
		notify(write, { ids: app.ids, now }, people, {
			kind: 'gate.failed',
			facts: { n },
			path: '/credentials/compliance',
			onceKey: `gate.failed ${day}`
		})
	);
}
