import { eq } from 'drizzle-orm';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { settleWaitingChecks } from '#lib/features/imaging/pixel-settle.server.ts';
import type { App } from '#lib/server/app.ts';
import { assignDrawnCases } from './commands.server.ts';

/** Names the setting that holds the version of the pixel policy which was applied to what waits. */
const APPLIED_SETTING = 'pixels.applied-version';

/**
 * Applies a pixel policy that was published since it ran last to all studies that wait for a check, and gives the cases that waited with
 * them to reviewers. Returns how many studies wait no longer.
 */
export async function settlePixelChecks(app: App): Promise<number> {
	const { version } = await currentPolicy(app.db.read, 'pixels');
	const { settings } = app.db.read.tables;
	const [applied] = await app.db.read
		.select({ value: settings.value })
		.from(settings)
		.where(eq(settings.key, APPLIED_SETTING));
	if (applied?.value === version) return 0;
	const settled = await settleWaitingChecks(app);
	if (settled > 0) await assignDrawnCases(app);
	const row = { value: version, updatedAt: app.clock.now() };
	await app.db.transaction((write) =>
		write
			.insert(write.tables.settings)
			.values({ key: APPLIED_SETTING, ...row })
			.onConflictDoUpdate({ target: write.tables.settings.key, set: row })
	);
	return settled;
}
