import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import { visibleFrom } from '#lib/core/notices/kinds.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** The outcome of a case as it was released, before the committee answered a rebuttal of it. */
export type ReleasedOutcome = { readonly score: Score | null; readonly attribution: string | null };

/**
 * Whether the committee's answer to a rebuttal is still kept from its reader: until its notice may be seen, since the moment would
 * tell when the members were at work.
 */
export function isAnswerHeld(
	{ rebuttedAt, closedAt }: { readonly rebuttedAt: Instant | null; readonly closedAt: Instant | null },
	now: Instant
): boolean {
	return rebuttedAt !== null && closedAt !== null && now < visibleFrom('feedback.answered', closedAt);
}

/** What cases said before the answer: the committee's earlier decision, or the review that stood without one. */
export async function outcomesBeforeAnswer(
	read: ReadHandle,
	caseIds: readonly string[]
): Promise<ReadonlyMap<string, ReleasedOutcome>> {
	if (caseIds.length === 0) return new Map();
	const { committeeDecisions, reviews } = read.tables;
	const reviewed = await read
		.select({ caseId: reviews.caseId, score: reviews.score })
		.from(reviews)
		.where(and(inArray(reviews.caseId, [...caseIds]), eq(reviews.ordinal, 1), isNull(reviews.supersededBy)));
	const decided = await read
		.select({
			caseId: committeeDecisions.caseId,
			score: committeeDecisions.finalScore,
			attribution: committeeDecisions.attribution
		})
		.from(committeeDecisions)
		.where(and(inArray(committeeDecisions.caseId, [...caseIds]), eq(committeeDecisions.question, 'score')))
		.orderBy(asc(committeeDecisions.decidedAt), asc(committeeDecisions.id));
	const scoreOf = (score: string | null): Score | null => (score !== null && isScore(score) ? score : null);
	const before = new Map<string, ReleasedOutcome>(
		reviewed.map(({ caseId, score }) => [caseId, { score: scoreOf(score), attribution: null }])
	);
	// The latest is set last.
	for (const { caseId, score, attribution } of decided) {
		before.set(caseId, { score: scoreOf(score), attribution });
	}
	return before;
}
