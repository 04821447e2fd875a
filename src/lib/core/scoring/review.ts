import { reviewStep } from '#lib/core/case/step.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { Draft, DraftBody, Finding } from './draft.ts';
import { isDiscrepancy, makeScore, needsCommentAndCause, type Score } from './scale.ts';
import {
	unknownCode,
	type Direction,
	type ImageQuality,
	type ReportQuality,
	type Taxonomy
} from './taxonomy.ts';

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
	readonly imageIssues: readonly string[];
	readonly siteComment: string | null;
	readonly reportQuality: ReportQuality | null;
	readonly greatCatch: boolean;
	readonly learningValue: boolean;
	readonly needsCorrection: boolean;
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
	'cause-unknown',
	'factor-unknown',
	'image-issue-unknown',
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
	if (!isDiscrepancy(score)) return [];
	const missing: ReviewError[] = [];
	if (needsCommentAndCause(score) && body.direction === null) missing.push('direction-required');
	// The first level of the cause is asked of every 2 and 3 (domain 2.5); the second is offered.
	if (body.cause === null) missing.push('cause-required');
	if (!needsCommentAndCause(score)) return missing;
	if (body.comment.trim() === '') missing.push('comment-required');
	return missing;
}

/**
 * Makes a review of a draft and what the form says last. A concurring score keeps no direction, cause or factors: there is
 * nothing they could be of.
 */
export function scoreReview(
	draft: Draft,
	body: DraftBody,
	{ now, taxonomy }: { readonly now: Instant; readonly taxonomy: Taxonomy }
): Result<Review, ReviewError> {
	const [missing] = missingFor(draft, body);
	if (missing) return err(missing);
	const score = makeScore(body.expectedness, body.significance);
	if (score === null) return err('score-missing');
	const isDiscrepant = isDiscrepancy(score);
	const coded = {
		cause: isDiscrepant ? body.cause : null,
		factors: isDiscrepant ? [...new Set(body.factors)] : [],
		imageIssues: [...new Set(body.imageIssues)]
	};
	const unknown = unknownCode(taxonomy, coded);
	if (unknown !== null) return err(unknown);
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
		...coded,
		comment: textOrNull(body.comment),
		imageQuality: body.imageQuality,
		siteComment: textOrNull(body.siteComment),
		reportQuality: body.reportQuality,
		greatCatch: body.greatCatch,
		learningValue: body.learningValue,
		needsCorrection: isDiscrepant && body.needsCorrection,
		findings: body.findings,
		activeMs: draft.activeMs,
		taxonomyVersion: taxonomy.edition,
		submittedAt: now
	});
}

function textOrNull(text: string): string | null {
	return text.trim() === '' ? null : text.trim();
}
