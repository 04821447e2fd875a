import { and, eq, inArray, ne } from 'drizzle-orm';
import type { CaseEvent } from '#lib/core/case/life.ts';
import { eventsSoFar } from '#lib/core/case/step.ts';
import type { Instant } from '#lib/core/instant.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { isScore } from '#lib/core/scoring/scale.ts';
import type { App } from '#lib/server/app.ts';
import type { AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { letStand } from './let-stand.server.ts';
import { moveCase } from '#lib/features/assignments/move-case.server.ts';
import { parseLevel, parseMode } from './own-draft.server.ts';
import { routeReview } from './route-review.server.ts';
import { standingReview } from './standing-review.server.ts';

/**
 * The first reviewer of a case gave it back. Where a second one has it, that one leads from now on, as far as they have come:
 * the case follows their steps, or their score when it is in. Otherwise the case waits for a new reviewer. Gives the events that
 * record what came of it, to be written after the giving back itself.
 */
export async function handOn(
	write: WriteHandle,
	app: Pick<App, 'ids'>,
	gone: { readonly caseId: string; readonly assignmentId: string; readonly event: 'decline' | 'expire' },
	now: Instant
): Promise<Result<AuditEntry[], 'not-in-state'>> {
	const { assignments, cases, drafts, reviews } = write.tables;
	const { caseId } = gone;
	const others = and(
		eq(assignments.caseId, caseId),
		ne(assignments.id, gone.assignmentId),
		inArray(assignments.status, ['open', 'scored'])
	);
	const [second] = await write
		.select({
			id: assignments.id,
			openedAt: assignments.openedAt,
			readId: cases.readId,
			mode: cases.detectionMode,
			level: cases.blindingLevel,
			impressionLockedAt: drafts.impressionLockedAt,
			reportRevealedAt: drafts.reportRevealedAt
		})
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.leftJoin(drafts, eq(drafts.assignmentId, assignments.id))
		.where(and(others, eq(assignments.purpose, 'review')))
		.limit(1);
	if (!second) {
		const moved = await moveCase(write, caseId, [gone.event]);
		return moved.ok ? ok([]) : moved;
	}
	const kept = await endReconsideration(write, caseId, now);
	const standing = await standingReview(write, { caseId, ordinal: 2 });
	await write.update(assignments).set({ ordinal: 1 }).where(others);
	await write.update(reviews).set({ ordinal: 1 }).where(eq(reviews.caseId, caseId));
	const steps: CaseEvent[] = [
		gone.event,
		'assign',
		...eventsSoFar({ ...second, level: parseLevel(second.level) })
	];
	if (!standing || !isScore(standing.score)) {
		const moved = await moveCase(write, caseId, steps);
		return moved.ok ? ok(kept) : moved;
	}
	const leading = {
		caseId,
		readId: second.readId,
		reviewId: standing.id,
		mode: parseMode(second.mode),
		score: standing.score,
		finding: standing.comment ?? standing.impression ?? '',
		steps
	};
	const routed = await routeReview(write, app, leading, now);
	return routed.ok ? ok([...kept, ...routed.value]) : routed;
}

/** A second reviewer who is thinking an own score over leads with the one that stands; the draft stays on record. */
async function endReconsideration(write: WriteHandle, caseId: string, now: Instant): Promise<AuditEntry[]> {
	const { assignments } = write.tables;
	const open = await write
		.select({ assignmentId: assignments.id, ordinal: assignments.ordinal })
		.from(assignments)
		.where(
			and(
				eq(assignments.caseId, caseId),
				eq(assignments.status, 'open'),
				eq(assignments.purpose, 'reconsider')
			)
		);
	for (const { assignmentId, ordinal } of open) {
		await letStand(write, { assignmentId, caseId, ordinal }, { now, status: 'withdrawn', reason: null });
	}
	return open.map(({ assignmentId }): AuditEntry => ({
		type: 'review.kept',
		subjectId: caseId,
		facts: { assignmentId, why: 'lease' },
		at: now,
		actor: null
	}));
}
