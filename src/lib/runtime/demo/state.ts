import { count, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { ReadHandle, WriteHandle } from '#lib/server/db/database.ts';

const DEMO_SETTING = 'demo';

const markerSchema = z.object({ state: z.enum(['seeding', 'ready']), seed: z.int(), cutOn: z.iso.date() });

/** What a database says about the demo that it holds: `ready` is written last. */
export type DemoMarker = z.output<typeof markerSchema>;

/** Whose database this is: nobody's yet, a demo that was broken off, a demo, or a group of its own. */
export type DemoState = 'empty' | 'seeding' | 'ready' | 'other';

/** Finds out whose database this is. */
export async function demoStateOf(read: ReadHandle): Promise<DemoState> {
	const { settings, users, reads, studies } = read.tables;
	const [row] = await read
		.select({ value: settings.value })
		.from(settings)
		.where(eq(settings.key, DEMO_SETTING));
	const marker = markerSchema.safeParse(row?.value);
	if (marker.success) return marker.data.state;
	for (const table of [users, reads, studies]) {
		const [found] = await read.select({ n: count() }).from(table);
		if ((found?.n ?? 0) > 0) return 'other';
	}
	return 'empty';
}

/** Says how far the demo is. */
export async function markDemo(write: WriteHandle, marker: DemoMarker, at: number): Promise<void> {
	const { settings } = write.tables;
	await write.delete(settings).where(eq(settings.key, DEMO_SETTING));
	await write.insert(settings).values({ key: DEMO_SETTING, value: marker, updatedAt: at });
}
