import { and, eq, inArray, ne } from 'drizzle-orm';
import { routeScore } from '#lib/core/case/route.ts';
import { eventsSoFar } from '#lib/core/case/step.ts';
import type { CaseEvent } from '#lib/core/case/life.ts';
import type { Instant } from '#lib/core/instant.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { isScore } from '#lib/core/scoring/scale.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { moveCase } from './move-case.server.ts';
import { parseLevel } from './own-draft.server.ts';

/**
 * The first reviewer of a case gave it back. Where a second one has it, that one leads from now on, as far as they have come:
 * the case follows their steps, or their score when it is in. Otherwise the case waits for a new reviewer.
 */
export async function handOn(
	write: WriteHandle,
	gone: { readonly caseId: string; readonly assignmentId: string; readonly event: 'decline' | 'expire' },
	now: Instant
): Promise<Result<unknown, 'not-in-state'>> {
	const { assignments, cases, drafts, reviews } = write.tables;
	const [second] = await write
		.select({
			id: assignments.id,
			status: assignments.status,
			openedAt: assignments.openedAt,
			level: cases.blindingLevel,
			impressionLockedAt: drafts.impressionLockedAt,
			reportRevealedAt: drafts.reportRevealedAt,
			score: reviews.score
		})
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.leftJoin(drafts, eq(drafts.assignmentId, assignments.id))
		.leftJoin(reviews, eq(reviews.assignmentId, assignments.id))
		.where(
			and(
				eq(assignments.caseId, gone.caseId),
				ne(assignments.id, gone.assignmentId),
				inArray(assignments.status, ['open', 'scored'])
			)
		)
		.limit(1);
	if (!second) return moveCase(write, gone.caseId, [gone.event]);
	await write.update(assignments).set({ ordinal: 1 }).where(eq(assignments.id, second.id));
	await write.update(reviews).set({ ordinal: 1 }).where(eq(reviews.assignmentId, second.id));
	const steps: CaseEvent[] = [
		gone.event,
		'assign',
		...eventsSoFar({ ...second, level: parseLevel(second.level) })
	];
	if (second.score === null || !isScore(second.score)) return moveCase(write, gone.caseId, steps);
	const { body: schedule } = await currentPolicy(write, 'review');
	const { events, ...outcome } = routeScore(second.score, now, schedule);
	const moved = await moveCase(write, gone.caseId, [...steps, ...events], outcome);
	return moved.ok ? ok(null) : moved;
}
