import { and, eq } from 'drizzle-orm';
import type { CaseEvent } from '#lib/core/case/life.ts';
import { routeScore } from '#lib/core/case/route.ts';
import { eventsSoFar } from '#lib/core/case/step.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { scoreReview, type Review, type ReviewError } from '#lib/core/scoring/review.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { currentTaxonomy } from '#lib/features/admin/taxonomy-queries.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { storeDraft, type FormInput } from './draft-commands.server.ts';
import { handOn } from './hand-on.server.ts';
import { moveCase } from './move-case.server.ts';
import { holdOwnDraft, takeOwnDraft, type HeldError } from './own-draft.server.ts';
import { findNextAssignment } from './queries.server.ts';
import type { DeclineInput } from './schemas.ts';

type Act = Pick<Context, 'app' | 'actor'>;

/** What an act that ends a case answers: where to go next. */
export type Ended = { readonly nextId: string | null };

export type SubmitError = HeldError | ReviewError | 'stale-draft' | 'not-in-state' | 'mark-not-on-case';

/**
 * Submits a review. The first reviewer's score routes the case: 2b, 3a and 3b to the committee, the rest to final. A second
 * reviewer's is kept for agreement and moves nothing.
 */
export async function submitReview(
	{ app, actor }: Act,
	input: FormInput
): Promise<Result<Ended, SubmitError>> {
	const now = app.clock.now();
	const known = await holdOwnDraft(app.db.read, actor.id, input.id);
	if (!known.ok) return known;
	const study = input.body.findings.length > 0 ? await blindedStudy(app, known.value.caseId) : null;
	return app.db.transaction(async (write): Promise<Result<Ended, SubmitError>> => {
		const held = await takeOwnDraft(write, actor.id, input.id);
		if (!held.ok) return held;
		const saved = await storeDraft(write, held.value, input, now);
		if (!saved.ok) return saved;
		const latest = await holdOwnDraft(write, actor.id, input.id);
		if (!latest.ok) return latest;
		const review = scoreReview(latest.value, latest.value.body, {
			now,
			taxonomy: await currentTaxonomy(write)
		});
		if (!review.ok) return review;
		// A first reviewer who is gone leaves the lead to whoever submits.
		const hasNoFirst = held.value.caseState === 'drawn';
		const leading = hasNoFirst ? { ...review.value, ordinal: 1 } : review.value;
		const kept = await keepReview(write, app.ids, leading, (uid) => study?.toOriginal(uid) ?? null);
		if (!kept.ok) return kept;
		if (leading.ordinal === 1) {
			const { body: schedule } = await currentPolicy(write, 'review');
			const { events, ...outcome } = routeScore(leading.score, now, schedule);
			const steps: CaseEvent[] = hasNoFirst ? ['assign', ...eventsSoFar(held.value)] : [];
			const moved = await moveCase(write, leading.caseId, [...steps, ...events], outcome);
			if (!moved.ok) return moved;
		}
		await recordAudit(write, {
			type: 'review.submitted',
			subjectId: review.value.caseId,
			facts: { reviewId: kept.value.reviewId, score: review.value.score },
			at: now,
			actor
		});
		return ok({ nextId: (await findNextAssignment(write, actor.id))?.id ?? null });
	});
}

/** Gives a case back with a coded reason: to the second reviewer, or to whoever the assignment finds. */
export async function declineCase(
	{ app, actor }: Act,
	input: DeclineInput
): Promise<Result<Ended, HeldError | 'not-in-state'>> {
	const now = app.clock.now();
	const declined = await app.db.transaction(
		async (write): Promise<Result<Ended, HeldError | 'not-in-state'>> => {
			const held = await takeOwnDraft(write, actor.id, input.id);
			if (!held.ok) return held;
			const { assignmentId, caseId, ordinal } = held.value;
			const { assignments } = write.tables;
			const ended = await write
				.update(assignments)
				.set({ status: 'declined', declineReason: input.reason, endedAt: now })
				.where(and(eq(assignments.id, assignmentId), eq(assignments.status, 'open')))
				.returning({ id: assignments.id });
			if (ended.length === 0) return err('already-given-back');
			if (ordinal === 1) {
				const moved = await handOn(write, { caseId, assignmentId, event: 'decline' }, now);
				if (!moved.ok) return moved;
			}
			await recordAudit(write, {
				type: 'case.declined',
				subjectId: caseId,
				facts: { assignmentId, reason: input.reason },
				at: now,
				actor
			});
			return ok({ nextId: (await findNextAssignment(write, actor.id))?.id ?? null });
		}
	);
	if (declined.ok) await assignDrawnCases(app);
	return declined;
}

/** Writes the review and its marks, in the coordinates of the original objects, and ends the assignment. */
async function keepReview(
	write: WriteHandle,
	newId: () => string,
	review: Review,
	toOriginal: (sopUid: string) => string | null
): Promise<Result<{ reviewId: string }, 'already-submitted' | 'mark-not-on-case'>> {
	const { assignments, marks, reviews } = write.tables;
	const ended = await write
		.update(assignments)
		.set({ status: 'scored', ordinal: review.ordinal, endedAt: review.submittedAt })
		.where(and(eq(assignments.id, review.assignmentId), eq(assignments.status, 'open')))
		.returning({ id: assignments.id });
	if (ended.length === 0) return err('already-submitted');
	const reviewId = newId();
	const { findings, ...columns } = review;
	await write.insert(reviews).values({ id: reviewId, ...columns });
	for (const finding of findings) {
		const sopUid = toOriginal(finding.sopInstanceUid);
		if (sopUid === null) return err('mark-not-on-case');
		await write.insert(marks).values({
			id: newId(),
			reviewId,
			kind: finding.kind,
			sopUid,
			frameNumber: finding.frameNumber,
			points: finding.points,
			pointsPx: finding.pointsPx,
			label: finding.label === '' ? null : finding.label
		});
	}
	return ok({ reviewId });
}
