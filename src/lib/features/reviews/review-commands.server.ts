import { and, eq } from 'drizzle-orm';
import { err, ok, type Result } from '#lib/core/result.ts';
import { scoreReview, type Review, type ReviewError } from '#lib/core/scoring/review.ts';
import { currentTaxonomy } from '#lib/features/admin/taxonomy-queries.server.ts';
import { assignDrawnCases } from '#lib/features/assignments/commands.server.ts';
import { openCorrection } from '#lib/features/corrections/open-correction.server.ts';
import { raiseSiteNote } from '#lib/features/site-notes/raise-site-note.server.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit, type AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { storeDraft, type FormInput } from './draft-commands.server.ts';
import { handOn } from './hand-on.server.ts';
import { keepReview, placesOf, type Kept, type MarkPlace } from './keep-review.server.ts';
import { letStand } from './let-stand.server.ts';
import { keepLastWords } from './lost-draft.server.ts';
import { holdOwnDraft, takeOwnDraft, type HeldError, type OwnDraft } from './own-draft.server.ts';
import { findNextAssignment } from './queries.server.ts';
import { routeReview } from './route-review.server.ts';
import type { DeclineInput } from './schemas.ts';

type Act = Pick<Context, 'app' | 'actor'>;

/** What an act that ends a case answers: where to go next. */
export type Ended = { readonly nextId: string | null };

export type SubmitError = HeldError | ReviewError | 'stale-draft' | 'not-in-state' | 'mark-not-on-case';

/**
 * Submits a review. The first reviewer's score routes the case: 2b, 3a and 3b to the committee, the rest to final. A second
 * reviewer's is kept for agreement and moves nothing. A score that was thought over supersedes the earlier one.
 */
export async function submitReview(
	{ app, actor }: Act,
	input: FormInput
): Promise<Result<Ended, SubmitError>> {
	const known = await holdOwnDraft(app.db.read, actor.id, input.id);
	const places = known.ok ? await placesOf(app, known.value.caseId, input.body.findings) : new Map();
	const submitted = await app.db.transaction((write) => submitWithin(write, { app, actor }, input, places));
	if (!submitted.ok) await keepLastWords(app, actor.id, input);
	return submitted;
}

async function submitWithin(
	write: WriteHandle,
	{ app, actor }: Act,
	input: FormInput,
	places: ReadonlyMap<string, MarkPlace>
): Promise<Result<Ended, SubmitError>> {
	const now = app.clock.now();
	const held = await takeOwnDraft(write, actor.id, input.id);
	if (!held.ok) return held;
	const saved = await storeDraft(write, held.value, input, now);
	if (!saved.ok) return saved;
	const latest = await holdOwnDraft(write, actor.id, input.id);
	if (!latest.ok) return latest;
	const taxonomy = await currentTaxonomy(write);
	const review = scoreReview(latest.value, latest.value.body, { now, taxonomy });
	if (!review.ok) return review;
	const kept = await keepReview(write, app.ids, review.value, places);
	if (!kept.ok) return kept;
	const routed = await route(write, app, held.value, review.value, kept.value);
	if (!routed.ok) return routed;
	const told = await tellOthers(write, app, held.value, review.value, kept.value);
	const { reviewId, supersededId } = kept.value;
	const { caseId, assignmentId, score } = review.value;
	const superseded: AuditEntry[] = supersededId
		? [
				{
					type: 'review.superseded',
					subjectId: caseId,
					facts: { reviewId: supersededId, by: reviewId },
					at: now,
					actor
				}
			]
		: [];
	await recordAudit(
		write,
		{ type: 'review.submitted', subjectId: caseId, facts: { assignmentId, reviewId, score }, at: now, actor },
		...superseded,
		...routed.value,
		...told
	);
	return ok({ nextId: (await findNextAssignment(write, actor.id))?.id ?? null });
}

/** The first reviewer's score takes the case along; a second one's takes it nowhere. */
async function route(
	write: WriteHandle,
	app: App,
	{ readId, mode }: OwnDraft,
	review: Review,
	{ reviewId }: Kept
): Promise<Result<AuditEntry[], 'not-in-state'>> {
	if (review.ordinal !== 1) return ok([]);
	const { caseId, score, submittedAt } = review;
	const finding = review.comment ?? review.impression ?? '';
	const leading = { caseId, readId, reviewId, mode, score, finding, steps: [] };
	return routeReview(write, app, leading, submittedAt);
}

/** What a review says to others than the reader: to the facility, and to those who made the images. A known case says nothing. */
async function tellOthers(
	write: WriteHandle,
	app: App,
	{ readId, mode }: OwnDraft,
	review: Review,
	{ reviewId, supersededId }: Kept
): Promise<AuditEntry[]> {
	if (mode === 'calibration') return [];
	const { caseId, submittedAt: now } = review;
	const finding = review.comment ?? review.impression ?? '';
	const opened = review.needsCorrection
		? await openCorrection(write, app, { caseId, readId, because: 'flagged', finding, now })
		: [];
	// The site was told when the score was first submitted.
	if (supersededId !== null) return opened;
	const { imageQuality, imageIssues: issues, siteComment: comment } = review;
	await raiseSiteNote(write, app, { reviewId, readId, imageQuality, issues, comment, now });
	return opened;
}

/**
 * Gives a case back with a coded reason: to the second reviewer, or to whoever the assignment finds. A score that was to be thought
 * over stands.
 */
export async function declineCase(
	{ app, actor }: Act,
	input: DeclineInput
): Promise<Result<Ended, HeldError | 'not-in-state'>> {
	const now = app.clock.now();
	const declined = await app.db.transaction(
		async (write): Promise<Result<Ended, HeldError | 'not-in-state'>> => {
			const held = await takeOwnDraft(write, actor.id, input.id);
			if (!held.ok) return held;
			const recorded = await endDeclined(write, app, held.value, { reason: input.reason, now, actor });
			if (!recorded.ok) return recorded;
			await recordAudit(write, ...recorded.value);
			return ok({ nextId: (await findNextAssignment(write, actor.id))?.id ?? null });
		}
	);
	if (declined.ok) await assignDrawnCases(app);
	return declined;
}

async function endDeclined(
	write: WriteHandle,
	app: App,
	held: OwnDraft,
	{ reason, now, actor }: { reason: string; now: number; actor: Act['actor'] }
): Promise<Result<AuditEntry[], HeldError | 'not-in-state'>> {
	const { assignmentId, caseId, ordinal } = held;
	const about = { subjectId: caseId, at: now, actor };
	if (held.purpose === 'reconsider') {
		const kept = await letStand(write, held, { now, status: 'withdrawn', reason });
		if (!kept.ok) return kept;
		return ok([{ ...about, type: 'review.kept', facts: { assignmentId, why: 'reviewer' } }]);
	}
	const { assignments } = write.tables;
	const ended = await write
		.update(assignments)
		.set({ status: 'declined', declineReason: reason, endedAt: now })
		.where(and(eq(assignments.id, assignmentId), eq(assignments.status, 'open')))
		.returning({ id: assignments.id });
	if (ended.length === 0) return err('already-given-back');
	const gone = { caseId, assignmentId, event: 'decline' as const };
	const handed = ordinal === 1 ? await handOn(write, app, gone, now) : ok([]);
	if (!handed.ok) return handed;
	return ok([{ ...about, type: 'case.declined', facts: { assignmentId, reason } }, ...handed.value]);
}
