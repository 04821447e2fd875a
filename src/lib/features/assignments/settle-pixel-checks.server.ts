import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { settleWaitingChecks } from '#lib/features/imaging/pixel-settle.server.ts';
import type { App } from '#lib/server/app.ts';
import { assignDrawnCases } from './commands.server.ts';

/** A policy older than this has been applied to all that waited when it came. */
const LOOK_BACK_MS = 3_600_000;

/**
 * Applies a pixel policy that was published lately to the studies that wait for a check, and gives the cases that waited with them to
 * reviewers. Returns how many studies wait no longer.
 */
export async function settlePixelChecks(app: App): Promise<number> {
	const { effectiveAt } = await currentPolicy(app.db.read, 'pixels');
	if (app.clock.now() - effectiveAt > LOOK_BACK_MS) return 0;
	const settled = await settleWaitingChecks(app);
	if (settled > 0) await assignDrawnCases(app);
	return settled;
}
