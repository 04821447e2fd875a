import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { HOUR_MS, startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { plainText } from '#lib/core/text/plain-text.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { notify } from '#lib/features/notices/notify.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { letStand } from './let-stand.server.ts';
import { moveCase } from '#lib/features/assignments/move-case.server.ts';
import { lockCase, takeOwnDraft, type HeldError } from './own-draft.server.ts';
import { findNextAssignment } from './queries.server.ts';
import { canReopen, standingReview, type StandingReview } from './standing-review.server.ts';
import { draftOf } from './stored-draft.server.ts';
import type { Ended } from './review-commands.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;

export type ReturnError = 'not-in-state' | 'reviewer-gone';

/**
 * The committee asks the reviewer to think a score over: a new assignment with what they had written, and the request. The score
 * stands until they submit another. Refused where the reviewer's account can no longer review.
 */
export async function returnToReviewer(
	write: WriteHandle,
	app: App,
	asked: {
		readonly caseId: string;
		readonly request: string;
		readonly now: Instant;
		readonly actor: Pick<Actor, 'id'>;
	}
): Promise<Result<{ assignmentId: string }, ReturnError>> {
	const { caseId, now, actor } = asked;
	await lockCase(write, caseId);
	const standing = await standingReview(write, { caseId, ordinal: 1 });
	if (!standing) return err('not-in-state');
	if (!(await mayStillReview(write, standing.reviewerId))) return err('reviewer-gone');
	const moved = await moveCase(write, caseId, ['return']);
	if (!moved.ok) return moved;
	// The day alone is told, here and in the notice: the moment would say when a member was at work.
	const since = Math.max(startOfUtcDay(now), standing.submittedAt);
	const request = plainText(asked.request);
	const assignmentId = await takeUpAgain(write, app, { standing, request, now: since });
	await notify(write, { ids: app.ids, now: since }, [standing.reviewerId], {
		kind: 'review.returned',
		facts: {},
		path: `/reviews/${assignmentId}`,
		onceKey: `review.returned:${assignmentId}`
	});
	await recordAudit(write, {
		type: 'review.returned',
		subjectId: caseId,
		facts: { reviewId: standing.id, assignmentId },
		at: now,
		actor
	});
	return ok({ assignmentId });
}

/**
 * The reviewer takes up an own score again, as long as nobody has been told of it and nobody has voted on it. A second reviewer's
 * case does not move; they cannot tell.
 */
export async function reopenOwn(
	{ app, actor }: Act,
	{ id }: { readonly id: string }
): Promise<Result<Ended, 'assignment-not-found' | 'already-passed-on' | 'not-in-state'>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const { reviews } = write.tables;
		const [own] = await write
			.select({ caseId: reviews.caseId })
			.from(reviews)
			.where(and(eq(reviews.assignmentId, id), eq(reviews.reviewerId, actor.id)));
		if (!own) return err('assignment-not-found');
		await lockCase(write, own.caseId);
		const standing = await standingReview(write, { assignmentId: id });
		if (!standing || !(await canReopen(write, standing, now))) return err('already-passed-on');
		if (standing.ordinal === 1) {
			const moved = await moveCase(write, own.caseId, ['reopen']);
			if (!moved.ok) return moved;
		}
		const assignmentId = await takeUpAgain(write, app, { standing, request: null, now });
		await recordAudit(write, {
			type: 'review.reopened',
			subjectId: own.caseId,
			facts: { reviewId: standing.id, assignmentId },
			at: now,
			actor
		});
		return ok({ nextId: assignmentId });
	});
}

/** The reviewer thought it over: the score stands as it is. */
export async function keepScore(
	{ app, actor }: Act,
	{ id }: { readonly id: string }
): Promise<Result<Ended, HeldError | 'not-in-state'>> {
	const now = app.clock.now();
	return app.db.transaction(async (write) => {
		const held = await takeOwnDraft(write, actor.id, id);
		if (!held.ok) return held;
		if (held.value.purpose !== 'reconsider') return err('not-in-state');
		const kept = await letStand(write, held.value, { now, status: 'withdrawn', reason: null });
		if (!kept.ok) return kept;
		await recordAudit(write, {
			type: 'review.kept',
			subjectId: held.value.caseId,
			facts: { assignmentId: id, why: 'reviewer' },
			at: now,
			actor
		});
		return ok({ nextId: (await findNextAssignment(write, actor.id))?.id ?? null });
	});
}

/** A new assignment to the same reviewer, in the same place, that begins with what they submitted. */
async function takeUpAgain(
	write: WriteHandle,
	app: App,
	given: { readonly standing: StandingReview; readonly request: string | null; readonly now: Instant }
): Promise<string> {
	const { standing, request, now } = given;
	const { assignments, drafts } = write.tables;
	const { body: policy } = await currentPolicy(write, 'review');
	const id = app.blindIds();
	await write.insert(assignments).values({
		id,
		caseId: standing.caseId,
		reviewerId: standing.reviewerId,
		ordinal: standing.ordinal,
		purpose: 'reconsider',
		request,
		assignedAt: now,
		leaseUntil: now + policy.leaseHours * HOUR_MS,
		status: 'open'
	});
	const { impression, impressionLockedAt, reportRevealedAt } = standing;
	const body = await draftOf(app, write, standing);
	await write.insert(drafts).values({
		assignmentId: id,
		body,
		revision: 0,
		impression: impression ?? '',
		impressionLockedAt,
		reportRevealedAt,
		updatedAt: now
	});
	return id;
}

async function mayStillReview(write: WriteHandle, userId: string): Promise<boolean> {
	const { users, userRoles } = write.tables;
	const [row] = await write
		.select({ id: users.id })
		.from(users)
		.innerJoin(userRoles, and(eq(userRoles.userId, users.id), eq(userRoles.role, 'reviewer')))
		.where(and(eq(users.id, userId), eq(users.status, 'active')));
	return row !== undefined;
}
