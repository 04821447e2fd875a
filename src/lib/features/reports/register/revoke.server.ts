import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findEntry, seesWholeRegister } from '#lib/features/reports/export-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';

export const revokeSchema = z.object({
	id: z.string().max(100),
	reason: z.string().trim().min(3, 'reason-required').max(300)
});

export type RevokeError = 'export-not-found' | 'already-revoked' | 'own-alone';

/** Whether an actor may end access to an export: whoever made it, and directors; never to what somebody took of themselves. */
export function mayRevoke(
	actor: Actor,
	entry: { readonly createdBy: string; readonly withheld: string | null }
): boolean {
	if (entry.withheld === 'others-own') return false;
	return entry.createdBy === actor.id || seesWholeRegister(actor);
}

/** Ends access to an export for good. Copies that were taken stay where they are, and are still known as genuine. */
export async function revokeExport(
	app: App,
	actor: Actor,
	{ id, reason }: z.output<typeof revokeSchema>
): Promise<Result<null, RevokeError>> {
	const entry = await findEntry(app, actor, id);
	if (!entry) return err('export-not-found');
	if (!mayRevoke(actor, entry)) return err('own-alone');
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { exports: t } = write.tables;
		const revoked = await write
			.update(t)
			.set({ revokedAt: now, revokedBy: actor.id, revokedReason: reason })
			.where(and(eq(t.id, id), isNull(t.revokedAt)))
			.returning({ copies: t.copies });
		const [row] = revoked;
		if (!row) return err('already-revoked');
		const facts = { copies: row.copies };
		await recordAudit(write, { type: 'export.revoked', subjectId: id, facts, at: now, actor });
		return ok(null);
	});
}
