import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { ViewerSettings } from '#lib/viewer/tools/settings.ts';
import { viewerSettingsSchema } from './viewer-settings.ts';

/** How somebody likes the viewer; null for as it comes, also where what was kept is no longer understood. */
export async function viewerSettingsOf(read: ReadHandle, userId: string): Promise<ViewerSettings | null> {
	const { viewerSettings } = read.tables;
	const [row] = await read
		.select({ settings: viewerSettings.settings })
		.from(viewerSettings)
		.where(eq(viewerSettings.userId, userId));
	const parsed = viewerSettingsSchema.safeParse(row?.settings);
	return parsed.success ? parsed.data : null;
}

/** Keeps how the actor likes the viewer. It changes nothing that anybody else sees, so no audit event tells of it. */
export async function keepViewerSettings(app: App, actor: Actor, settings: ViewerSettings): Promise<void> {
	const updatedAt = app.clock.now();
	await app.db.transaction(async (write) => {
		const { viewerSettings } = write.tables;
		await write
			.insert(viewerSettings)
			.values({ userId: actor.id, settings, updatedAt })
			.onConflictDoUpdate({ target: viewerSettings.userId, set: { settings, updatedAt } });
	});
}
