import { and, asc, desc, eq } from 'drizzle-orm';
import type { BlindedReport } from '#lib/core/case/blinding.ts';
import { parseRebuttal, type Rebuttal } from '#lib/core/committee/rebuttal.ts';
import { startOfUtcDay } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { Finding } from '#lib/core/scoring/draft.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import type { CodeWords } from '#lib/core/scoring/code-words.ts';
import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import { leadingReview } from '#lib/features/committee/case-queries.server.ts';
import { committeeMarks } from '#lib/features/committee/marks.server.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { blindedColumns, blindRow } from '#lib/features/reviews/blinded-facts.server.ts';
import { blindedMarks } from '#lib/features/reviews/marks.server.ts';
import { knownFactsOf, scrubbedReport, scrubText } from '#lib/features/reviews/scrubbed-report.server.ts';
import { imagesBehind, type BlindedImages } from '#lib/features/reviews/workspace-queries.server.ts';
import type { Context } from '#lib/server/http/page.ts';
import { isAnswerHeld, outcomesBeforeAnswer } from './held-answer.server.ts';
import { standingOf } from './standing.ts';
import { releasedTo, scoreOf, statusOf, type FeedbackItem } from './queries.server.ts';

/** One released outcome as its reader sees it: everything about the read, nothing about the reviewer. */
export type FeedbackCase = FeedbackItem & {
	readonly report: BlindedReport;
	readonly direction: string | null;
	readonly cause: string | null;
	readonly factors: readonly string[];
	/** The colleague's words. */
	readonly comment: string | null;
	readonly greatCatch: boolean;
	readonly findings: readonly Finding[];
	/** What the committee marked, where it decided. */
	readonly committeeMarks: readonly Finding[];
	/** The committee's answers in their order; empty where none was asked. */
	readonly decisions: readonly {
		readonly question: string;
		readonly outcome: string;
		readonly comment: string;
		/** What the committee recommends besides the score; `none` where nothing. */
		readonly action: string;
		/** What the committee thinks can be taken from it. */
		readonly learningPoint: string | null;
		/** False where a later decision put something else in its place. */
		readonly stands: boolean;
	}[];
	/** Whether direction, cause, factors and the colleague's words still hold after what the committee decided. */
	readonly reviewStands: boolean;
	/** The score as it was released before the committee changed it in its answer; null where it did not. */
	readonly overruledScore: Score | null;
	readonly attribution: string | null;
	readonly rebuttal: Rebuttal | null;
	readonly images: BlindedImages | null;
	readonly words: CodeWords;
};

/** The outcome of an own read that was released; whatever else there is, is not found. */
export async function feedbackCase(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	caseId: string
): Promise<Result<FeedbackCase, 'feedback-not-found'>> {
	const { read } = app.db;
	const now = app.clock.now();
	const { cases, committeeDecisions, reads } = read.tables;
	const [row] = await read
		.select({
			readId: cases.readId,
			state: cases.state,
			finalScore: cases.finalScore,
			releasedAt: cases.releasedAt,
			attribution: cases.attribution,
			rebuttal: cases.rebuttal,
			rebuttedAt: cases.rebuttedAt,
			closedAt: cases.closedAt,
			signedAt: reads.finalAt,
			...blindedColumns(read)
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(cases.id, caseId), releasedTo(read, actor, now)));
	if (!row) return err('feedback-not-found');
	const known = await knownFactsOf(read, row.readId);
	const review = await leadingReview(read, caseId);
	const study = await blindedStudy(app, caseId);
	const decided = await read
		.select({
			id: committeeDecisions.id,
			question: committeeDecisions.question,
			outcome: committeeDecisions.outcome,
			comment: committeeDecisions.comment,
			action: committeeDecisions.action,
			learningPoint: committeeDecisions.learningPoint
		})
		.from(committeeDecisions)
		.where(eq(committeeDecisions.caseId, caseId))
		// A rebuttal is answered after the score, also where both happen in one instant.
		.orderBy(
			desc(committeeDecisions.question),
			asc(committeeDecisions.decidedAt),
			asc(committeeDecisions.id)
		);
	const isHeld = isAnswerHeld(row, now);
	const decisions = decided.filter(({ question }) => !isHeld || question !== 'rebuttal');
	const before = isHeld ? (await outcomesBeforeAnswer(read, [caseId])).get(caseId) : undefined;
	const { stands, reviewStands } = standingOf(decisions);
	const isOverruled = decisions.some(
		({ question, outcome: said }) => question === 'rebuttal' && said !== 'uphold'
	);
	const released = isOverruled ? (await outcomesBeforeAnswer(read, [caseId])).get(caseId) : undefined;
	const outcome = before ?? { score: scoreOf(row.finalScore), attribution: row.attribution };
	return ok({
		caseId,
		case: blindRow(row),
		score: outcome.score,
		status: isHeld ? 'rebutted' : statusOf(row.state),
		releasedOn: startOfUtcDay(row.releasedAt ?? now),
		signedOn: row.signedAt === null ? null : startOfUtcDay(row.signedAt),
		report: { sealed: false, ...(await scrubbedReport(read, row.readId, known)) },
		direction: review?.direction ?? null,
		cause: review?.cause ?? null,
		factors: review?.factors ?? [],
		comment: scrubText(review?.comment ?? null, known),
		greatCatch: review?.greatCatch ?? false,
		findings: review ? await blindedMarks(read, review.id, study, known) : [],
		committeeMarks: await committeeMarks(
			read,
			decisions.flatMap(({ id }, at) => (stands[at] ? [id] : [])),
			study,
			known
		),
		decisions: decisions.map(({ question, outcome: said, comment, action, learningPoint }, at) => ({
			question,
			outcome: said,
			comment: scrubText(comment, known) ?? '',
			action,
			learningPoint: scrubText(learningPoint, known),
			stands: stands[at] === true
		})),
		reviewStands,
		overruledScore: released?.score ?? null,
		attribution: outcome.attribution,
		rebuttal: parseRebuttal(row.rebuttal),
		images: await imagesBehind(app, `feedback/${caseId}`, { caseId, known }),
		words: await taxonomyWords(read)
	});
}
