import { and, desc, eq, isNull } from 'drizzle-orm';
import type { BlindedCase, BlindedReport } from '#lib/core/case/blinding.ts';
import { parseRebuttal, type Rebuttal } from '#lib/core/committee/rebuttal.ts';
import type { Question } from '#lib/core/committee/decision.ts';
import { isRecused } from '#lib/core/committee/recusal.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { Finding } from '#lib/core/scoring/draft.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import type { CodeWords } from '#lib/core/scoring/code-words.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { blindedMarks } from '#lib/features/reviews/marks.server.ts';
import { knownFactsOf, scrubbedReport, scrubText } from '#lib/features/reviews/scrubbed-report.server.ts';
import { imagesBehind, type BlindedImages } from '#lib/features/reviews/workspace-queries.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { ownMarks } from './marks.server.ts';
import { openQuestions } from './questions.server.ts';
import { otherDoor, type OtherDoor } from './other-door.server.ts';
import { votingFor, type Voting } from './voting.server.ts';

/** A review as somebody may read it who must not know whose it is. */
export type BlindedReview = {
	readonly impression: string | null;
	readonly score: Score;
	readonly direction: string | null;
	readonly cause: string | null;
	readonly factors: readonly string[];
	readonly comment: string | null;
	readonly imageQuality: string | null;
	readonly greatCatch: boolean;
	readonly findings: readonly Finding[];
};

/** A question before the committee with all it may weigh: both texts, the images, the mark; neither name. */
export type CommitteeCase = {
	readonly caseId: string;
	readonly case: BlindedCase;
	readonly question: Question;
	/** What a form on this page answers to. */
	readonly asked: string;
	readonly score: Score;
	/** Whether the reviewer was asked to think the score over, and did. */
	readonly isReconsidered: boolean;
	readonly report: BlindedReport;
	readonly review: BlindedReview;
	readonly rebuttal: Rebuttal | null;
	/** The committee's own words on the score, where the reader now disagrees with it. */
	readonly earlier: { readonly outcome: string; readonly comment: string } | null;
	readonly voting: Voting;
	/** What this member marked with their vote so far. */
	readonly marks: readonly Finding[];
	/** Start of a UTC day. */
	readonly dueOn: Instant;
	readonly images: BlindedImages | null;
	readonly words: CodeWords;
	/** Why the case is under review, where somebody asked; null for the lottery. The reviewer did not know it. */
	readonly door: OtherDoor | null;
};

/** A case that waits for a decision of this member; whatever else there is, is not found. */
export async function committeeCase(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	caseId: string
): Promise<Result<CommitteeCase, 'case-not-found'>> {
	const { read } = app.db;
	const [open] = await openQuestions(read, caseId);
	const leading = open && (await leadingReview(read, caseId));
	if (!open || !leading || isRecused(actor, open.involved)) return err('case-not-found');
	const known = await knownFactsOf(read, open.readId);
	const study = await blindedStudy(app, caseId);
	const { cases } = read.tables;
	const [row] = await read.select({ rebuttal: cases.rebuttal }).from(cases).where(eq(cases.id, caseId));
	const rebuttal = parseRebuttal(row?.rebuttal ?? null);
	return ok({
		caseId,
		case: open.case,
		question: open.question,
		asked: open.asked,
		score: open.score,
		isReconsidered: open.rounds > 1,
		report: { sealed: false, ...(await scrubbedReport(read, open.readId, known)) },
		review: blindReview(leading, await blindedMarks(read, leading.id, study, known), known),
		rebuttal: rebuttal && { ...rebuttal, argument: scrubText(rebuttal.argument, known) ?? '' },
		earlier: open.question === 'rebuttal' ? await earlierDecision(read, caseId, known) : null,
		voting: votingFor(actor, open, known),
		marks: await ownMarks(read, open, actor.id),
		dueOn: startOfUtcDay(open.dueAt),
		images: await imagesBehind(app, `committee/${caseId}`, { caseId, known }),
		words: await taxonomyWords(read),
		door: await otherDoor(read, caseId, known)
	});
}

/** The review whose score counts for a case: the first reviewer's, not superseded. */
export async function leadingReview(read: ReadHandle, caseId: string) {
	const { reviews } = read.tables;
	const [row] = await read
		.select({
			id: reviews.id,
			impression: reviews.impression,
			score: reviews.score,
			direction: reviews.direction,
			cause: reviews.cause,
			factors: reviews.factors,
			comment: reviews.comment,
			imageQuality: reviews.imageQuality,
			greatCatch: reviews.greatCatch
		})
		.from(reviews)
		.where(and(eq(reviews.caseId, caseId), eq(reviews.ordinal, 1), isNull(reviews.supersededBy)))
		.limit(1);
	return row && isScore(row.score) ? { ...row, score: row.score } : null;
}

type LeadingReview = NonNullable<Awaited<ReturnType<typeof leadingReview>>>;

/** The reviewer's words and codes without the reviewer. */
export function blindReview(
	review: LeadingReview,
	findings: readonly Finding[],
	known: KnownFacts
): BlindedReview {
	return {
		impression: scrubText(review.impression, known),
		score: review.score,
		direction: review.direction,
		cause: review.cause,
		factors: review.factors,
		comment: scrubText(review.comment, known),
		imageQuality: review.imageQuality,
		greatCatch: review.greatCatch,
		findings
	};
}

async function earlierDecision(read: ReadHandle, caseId: string, known: KnownFacts) {
	const { committeeDecisions } = read.tables;
	const [row] = await read
		.select({ outcome: committeeDecisions.outcome, comment: committeeDecisions.comment })
		.from(committeeDecisions)
		.where(eq(committeeDecisions.caseId, caseId))
		.orderBy(desc(committeeDecisions.decidedAt))
		.limit(1);
	return row ? { outcome: row.outcome, comment: scrubText(row.comment, known) ?? '' } : null;
}
