import { holdersOf, notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';

/** Tells the coordinators of studies that wait for a check of their pixels, once for each time that one begins to wait. */
export async function tellOfPixelHolds(
	app: Pick<App, 'clock' | 'ids'>,
	write: WriteHandle,
	checkIds: readonly string[]
): Promise<void> {
	if (checkIds.length === 0) return;
	const now = app.clock.now();
	const coordinators = await holdersOf(write, ['coordinator']);
	for (const id of checkIds) {
		await notify(write, { ids: app.ids, now }, coordinators, {
			kind: 'pixels.waiting',
			facts: { n: 1 },
			path: '/pixels',
			onceKey: `pixels.waiting:${id}:${now}`
		});
	}
}
