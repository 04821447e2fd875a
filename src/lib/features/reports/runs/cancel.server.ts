import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';

export const cancelSchema = z.object({ id: z.string().max(100) });

/**
 * Cancels a report that the actor asked for, as long as it is in the making. The worker that makes it sees so within a second and leaves
 * nothing behind.
 */
export async function cancelRun(
	app: App,
	actor: Actor,
	{ id }: z.output<typeof cancelSchema>
): Promise<Result<null, 'run-not-found' | 'already-made'>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { reportRuns: t } = write.tables;
		const own = and(eq(t.id, id), eq(t.askedBy, actor.id));
		const [run] = await write.select({ id: t.id }).from(t).where(own);
		if (!run) return err('run-not-found');
		const cancelled = await write
			.update(t)
			.set({ status: 'cancelled', stage: null, endedAt: now })
			.where(and(own, inArray(t.status, ['waiting', 'running'])))
			.returning({ id: t.id });
		if (cancelled.length === 0) return err('already-made');
		await recordAudit(write, { type: 'report.cancelled', subjectId: id, facts: {}, at: now, actor });
		return ok(null);
	});
}
