import { reviewStep } from '#lib/core/case/step.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { Draft, DraftBody, Finding } from './draft.ts';
import { makeScore, needsCommentAndCause, type Score } from './scale.ts';
import { taxonomyVersion, type Direction, type ImageQuality } from './taxonomy.ts';

/** A submitted review. Never changed afterwards: another one supersedes it. */
export type Review = {
	readonly assignmentId: string;
	readonly caseId: string;
	readonly reviewerId: string;
	readonly ordinal: number;
	/** Null where the blinding level asks for none and none was written. */
	readonly impression: string | null;
	readonly impressionLockedAt: Instant | null;
	readonly reportRevealedAt: Instant | null;
	readonly score: Score;
	readonly direction: Direction | null;
	readonly cause: string | null;
	readonly factors: readonly string[];
	readonly comment: string | null;
	readonly imageQuality: ImageQuality | null;
	readonly greatCatch: boolean;
	readonly findings: readonly Finding[];
	readonly activeMs: number;
	readonly taxonomyVersion: string;
	readonly submittedAt: Instant;
};

export const reviewErrors = [
	'impression-not-locked',
	'report-not-revealed',
	'score-missing',
	'score-contradictory',
	'direction-required',
	'cause-required',
	'comment-required'
] as const;
export type ReviewError = (typeof reviewErrors)[number];

/** What still stands between a draft and its submission, in the order of the form; empty when nothing does. */
export function missingFor(
	draft: Pick<Draft, 'level' | 'impressionLockedAt' | 'reportRevealedAt'>,
	body: DraftBody
): ReviewError[] {
	const step = reviewStep(draft);
	if (step === 'impression') return ['impression-not-locked'];
	if (step === 'reveal') return ['report-not-revealed'];
	const score = makeScore(body.expectedness, body.significance);
	if (score === null) {
		return [body.expectedness === '1' ? 'score-contradictory' : 'score-missing'];
	}
	if (!needsCommentAndCause(score)) return [];
	const missing: ReviewError[] = [];
	if (body.direction === null) missing.push('direction-required');
	if (body.cause === null) missing.push('cause-required');
	if (body.comment.trim() === '') missing.push('comment-required');
	return missing;
}

/**
 * Makes a review of a draft and what the form says last. A concurring score keeps no direction, cause or factors: there is
 * nothing they could be of.
 */
export function scoreReview(draft: Draft, body: DraftBody, now: Instant): Result<Review, ReviewError> {
	const [missing] = missingFor(draft, body);
	if (missing) return err(missing);
	const score = makeScore(body.expectedness, body.significance);
	if (score === null) return err('score-missing');
	const isDiscrepant = score !== '1';
	return ok({
		assignmentId: draft.assignmentId,
		caseId: draft.caseId,
		reviewerId: draft.reviewerId,
		ordinal: draft.ordinal,
		impression: textOrNull(draft.impression),
		impressionLockedAt: draft.impressionLockedAt,
		reportRevealedAt: draft.reportRevealedAt,
		score,
		direction: isDiscrepant ? body.direction : null,
		cause: isDiscrepant ? body.cause : null,
		factors: isDiscrepant ? [...new Set(body.factors)] : [],
		comment: textOrNull(body.comment),
		imageQuality: body.imageQuality,
		greatCatch: body.greatCatch,
		findings: body.findings,
		activeMs: draft.activeMs,
		taxonomyVersion,
		submittedAt: now
	});
}

function textOrNull(text: string): string | null {
	return text.trim() === '' ? null : text.trim();
}
