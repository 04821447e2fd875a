import { and, desc, eq, isNull } from 'drizzle-orm';
import type { CaseState } from '#lib/core/case/life.ts';
import { nextReleaseAt } from '#lib/core/case/release.ts';
import { blindedColumns, blindRow } from './blinded-facts.server.ts';
import type { BlindedCase } from '#lib/core/case/blinding.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { parseState } from './own-draft.server.ts';

/** A review that no other superseded. */
export type StandingReview = NonNullable<Awaited<ReturnType<typeof standingReview>>>;

/** The review that stands: of the first or second reviewer of a case, or of an assignment. */
export async function standingReview(
	read: ReadHandle,
	of: { readonly caseId: string; readonly ordinal: number } | { readonly assignmentId: string }
) {
	const { reviews } = read.tables;
	const [row] = await read
		.select()
		.from(reviews)
		.where(
			and(
				isNull(reviews.supersededBy),
				'assignmentId' in of
					? eq(reviews.assignmentId, of.assignmentId)
					: and(eq(reviews.caseId, of.caseId), eq(reviews.ordinal, of.ordinal))
			)
		);
	return row ?? null;
}

const untold: readonly CaseState[] = [
	'assigned',
	'opened',
	'impression-locked',
	'report-revealed',
	'in-committee',
	'returned',
	'final',
	'reopened'
];

/**
 * Whether its reviewer may take a review up again: before its outcome is released, and before a member of the committee voted on it.
 * A known case keeps the time of the weekly release, so that it cannot be told from the others.
 */
export async function canReopen(
	read: ReadHandle,
	review: Pick<StandingReview, 'id' | 'caseId' | 'reviewerId' | 'ordinal' | 'submittedAt'>,
	now: Instant
): Promise<boolean> {
	const { assignments, cases, committeeDecisions, committeeVotes } = read.tables;
	const [row] = await read
		.select({ state: cases.state, releasedAt: cases.releasedAt })
		.from(cases)
		.where(eq(cases.id, review.caseId));
	if (!row) return false;
	const [busy] = await read
		.select({ id: assignments.id })
		.from(assignments)
		.where(
			and(
				eq(assignments.caseId, review.caseId),
				eq(assignments.reviewerId, review.reviewerId),
				eq(assignments.status, 'open')
			)
		);
	if (busy) return false;
	const state = parseState(row.state);
	if (state === 'calibrated') {
		const { body: schedule } = await currentPolicy(read, 'review');
		return nextReleaseAt(review.submittedAt, schedule) > now;
	}
	if (row.releasedAt !== null && row.releasedAt <= now) return false;
	if (review.ordinal !== 1) return untold.includes(state);
	if (state !== 'final' && state !== 'in-committee') return false;
	const [decided] = await read
		.select({ id: committeeDecisions.id })
		.from(committeeDecisions)
		.where(eq(committeeDecisions.caseId, review.caseId))
		.limit(1);
	const [voted] = await read
		.select({ id: committeeVotes.id })
		.from(committeeVotes)
		.where(eq(committeeVotes.reviewId, review.id))
		.limit(1);
	return !decided && !voted;
}

/** An own review that can still be taken up again. */
export type Reopenable = {
	readonly assignmentId: string;
	readonly case: BlindedCase;
	readonly score: Score;
	/** Start of the UTC day. */
	readonly submittedOn: Instant;
};

const LOOKED_AT = 10;

/** The reviewer's own last reviews that can still be taken up again, newest first. */
export async function reopenableReviews(
	read: ReadHandle,
	reviewerId: string,
	now: Instant
): Promise<Reopenable[]> {
	const { cases, reads, reviews } = read.tables;
	const rows = await read
		.select({
			id: reviews.id,
			caseId: reviews.caseId,
			reviewerId: reviews.reviewerId,
			ordinal: reviews.ordinal,
			submittedAt: reviews.submittedAt,
			assignmentId: reviews.assignmentId,
			score: reviews.score,
			...blindedColumns(read)
		})
		.from(reviews)
		.innerJoin(cases, eq(cases.id, reviews.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(reviews.reviewerId, reviewerId), isNull(reviews.supersededBy)))
		.orderBy(desc(reviews.submittedAt), desc(reviews.id))
		.limit(LOOKED_AT);
	const found: Reopenable[] = [];
	for (const row of rows) {
		if (!isScore(row.score) || !(await canReopen(read, row, now))) continue;
		found.push({
			assignmentId: row.assignmentId,
			case: blindRow(row),
			score: row.score,
			submittedOn: startOfUtcDay(row.submittedAt)
		});
	}
	return found;
}
