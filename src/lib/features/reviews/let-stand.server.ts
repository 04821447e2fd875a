import { and, eq } from 'drizzle-orm';
import { nextReleaseAt } from '#lib/core/case/release.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { moveCase } from '#lib/features/assignments/move-case.server.ts';

/**
 * Ends a reconsideration without another score: the one that was submitted stands, and its case goes back to where it was. A release
 * that came due meanwhile waits for the next batch, so that its hour does not tell who acted.
 */
export async function letStand(
	write: WriteHandle,
	held: { readonly assignmentId: string; readonly caseId: string; readonly ordinal: number },
	end: { readonly now: Instant; readonly status: 'withdrawn' | 'expired'; readonly reason: string | null }
): Promise<Result<unknown, 'already-given-back' | 'not-in-state'>> {
	const { assignments, cases } = write.tables;
	const ended = await write
		.update(assignments)
		.set({ status: end.status, declineReason: end.reason, endedAt: end.now })
		.where(and(eq(assignments.id, held.assignmentId), eq(assignments.status, 'open')))
		.returning({ id: assignments.id });
	if (ended.length === 0) return err('already-given-back');
	if (held.ordinal !== 1) return ok(null);
	const [row] = await write
		.select({ releasedAt: cases.releasedAt })
		.from(cases)
		.where(eq(cases.id, held.caseId));
	const { body: schedule } = await currentPolicy(write, 'review');
	const isMissed = row !== undefined && row.releasedAt !== null && row.releasedAt <= end.now;
	const change = isMissed ? { releasedAt: nextReleaseAt(end.now, schedule) } : {};
	return moveCase(write, held.caseId, ['keep'], change);
}
