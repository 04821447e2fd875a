import { and, asc, eq, inArray } from 'drizzle-orm';
import { heldStates } from '#lib/core/case/life.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { moveCase } from '#lib/features/assignments/move-case.server.ts';
import { lockCase } from './own-draft.server.ts';

const AT_ONCE = 200;

/**
 * Withdraws the cases whose read was cancelled before anybody scored them. A corrected report withdraws nothing: the review stays with
 * the version that was drawn. Returns how many were withdrawn.
 */
export async function withdrawCancelled(app: App): Promise<number> {
	const now = app.clock.now();
	const { cases, reads } = app.db.read.tables;
	const gone = await app.db.read
		.select({ id: cases.id })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(inArray(cases.state, ['drawn', ...heldStates]), eq(reads.status, 'cancelled')))
		.orderBy(asc(cases.id))
		.limit(AT_ONCE);
	let withdrawn = 0;
	for (const { id } of gone) {
		const isWithdrawn = await app.db.transaction(async (write) => {
			const { assignments } = write.tables;
			await lockCase(write, id);
			const moved = await moveCase(write, id, ['withdraw']);
			// Scored since the query: that score stands.
			if (!moved.ok) return false;
			await write
				.update(assignments)
				.set({ status: 'withdrawn', endedAt: now })
				.where(and(eq(assignments.caseId, id), eq(assignments.status, 'open')));
			await recordAudit(write, {
				type: 'case.withdrawn',
				subjectId: id,
				facts: { reason: 'read-cancelled' },
				at: now,
				actor: null
			});
			return true;
		});
		if (isWithdrawn) withdrawn += 1;
	}
	return withdrawn;
}
