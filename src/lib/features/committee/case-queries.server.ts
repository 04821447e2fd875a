import { and, desc, eq, isNull } from 'drizzle-orm';
import type { BlindedCase, BlindedReport } from '#lib/core/case/blinding.ts';
import { parseRebuttal, type Rebuttal } from '#lib/core/committee/rebuttal.ts';
import type { Question } from '#lib/core/committee/decision.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { Finding } from '#lib/core/scoring/draft.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import type { CodeWords } from '#lib/core/scoring/taxonomy.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { blindedColumns, blindRow } from '#lib/features/reviews/blinded-facts.server.ts';
import { blindedMarks } from '#lib/features/reviews/marks.server.ts';
import { knownFactsOf, scrubbedReport, scrubText } from '#lib/features/reviews/scrubbed-report.server.ts';
import { imagesBehind, type BlindedImages } from '#lib/features/reviews/workspace-queries.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { committeeDoor, questionOf } from './queries.server.ts';

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
	readonly score: Score;
	readonly report: BlindedReport;
	readonly review: BlindedReview;
	readonly rebuttal: Rebuttal | null;
	/** The committee's own words on the score, where the reader now disagrees with it. */
	readonly earlier: { readonly outcome: string; readonly comment: string } | null;
	readonly images: BlindedImages | null;
	readonly words: CodeWords;
};

/** A case that waits for a decision of this member; whatever else there is, is not found. */
export async function committeeCase(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	caseId: string
): Promise<Result<CommitteeCase, 'case-not-found'>> {
	const { read } = app.db;
	if (!(await committeeDoor(read, actor, caseId))) return err('case-not-found');
	const { cases, reads } = read.tables;
	const [row] = await read
		.select({
			readId: cases.readId,
			state: cases.state,
			finalScore: cases.finalScore,
			rebuttal: cases.rebuttal,
			...blindedColumns(read)
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(eq(cases.id, caseId));
	const question = row && questionOf[row.state];
	const known = row && (await knownFactsOf(read, row.readId));
	const study = await blindedStudy(app, caseId);
	const leading = known && (await leadingReview(read, caseId));
	if (!row || !question || !leading) return err('case-not-found');
	const score = question === 'rebuttal' ? row.finalScore : leading.score;
	if (score === null || !isScore(score)) return err('case-not-found');
	const rebuttal = parseRebuttal(row.rebuttal);
	return ok({
		caseId,
		case: blindRow(row),
		question,
		score,
		report: { sealed: false, ...(await scrubbedReport(read, row.readId, known)) },
		review: blindReview(leading, await blindedMarks(read, leading.id, study, known), known),
		rebuttal: rebuttal && { ...rebuttal, argument: scrubText(rebuttal.argument, known) ?? '' },
		earlier: question === 'rebuttal' ? await earlierDecision(read, caseId, known) : null,
		images: await imagesBehind(app, `committee/${caseId}`, caseId),
		words: await taxonomyWords(read)
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
