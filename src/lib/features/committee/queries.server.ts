import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { BlindedCase } from '#lib/core/case/blinding.ts';
import type { Question } from '#lib/core/committee/decision.ts';
import { isRecused, type Involved } from '#lib/core/committee/recusal.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { blindedColumns, blindRow } from '#lib/features/reviews/blinded-facts.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

type Member = Pick<Actor, 'id' | 'radiologistId'>;

/** One question before the committee, blind to both names. */
export type CommitteeItem = {
	readonly caseId: string;
	readonly case: BlindedCase;
	readonly question: Question;
	/** The score under question: the reviewer's, or the released one that was rebutted. */
	readonly score: Score;
	/** Start of a UTC day: the hour would tell a shift. */
	readonly waitingSince: Instant;
};

/** What each case in these states asks. */
export const questionOf: Readonly<Record<string, Question>> = {
	'in-committee': 'score',
	rebutted: 'rebuttal'
};

/** The questions open to this member, oldest first. Own reads and own reviews are not listed, and not hinted at. */
export async function committeeQueue(read: ReadHandle, member: Member): Promise<CommitteeItem[]> {
	const { cases, reads, reviews } = read.tables;
	const rows = await read
		.select({
			caseId: cases.id,
			readId: cases.readId,
			state: cases.state,
			finalScore: cases.finalScore,
			rebuttedAt: cases.rebuttedAt,
			score: reviews.score,
			submittedAt: reviews.submittedAt,
			...blindedColumns(read)
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(
			reviews,
			and(eq(reviews.caseId, cases.id), eq(reviews.ordinal, 1), isNull(reviews.supersededBy))
		)
		.where(inArray(cases.state, Object.keys(questionOf)))
		.orderBy(asc(reviews.submittedAt), asc(cases.id));
	const involved = await involvedIn(
		read,
		rows.map(({ caseId, readId }) => ({ caseId, readId }))
	);
	const items = rows.flatMap((row): CommitteeItem[] => {
		const question = questionOf[row.state];
		const score = question === 'rebuttal' ? row.finalScore : row.score;
		const people = involved.get(row.caseId);
		if (!question || score === null || !isScore(score) || !people || isRecused(member, people)) return [];
		const waitingSince = question === 'rebuttal' ? (row.rebuttedAt ?? row.submittedAt) : row.submittedAt;
		return [{ caseId: row.caseId, case: blindRow(row), question, score, waitingSince }];
	});
	return items
		.sort((a, b) => a.waitingSince - b.waitingSince)
		.map((item) => ({ ...item, waitingSince: startOfUtcDay(item.waitingSince) }));
}

/** Who read each of these cases, and who reviews, reviewed or gave it back. */
export async function involvedIn(
	read: ReadHandle,
	of: readonly { readonly caseId: string; readonly readId: string }[]
): Promise<Map<string, Involved>> {
	const { assignments, readCoSigners, reads } = read.tables;
	const readIds = [...new Set(of.map(({ readId }) => readId))];
	const caseIds = of.map(({ caseId }) => caseId);
	if (readIds.length === 0) return new Map();
	const readers = [
		...(await read
			.select({ readId: reads.id, radiologistId: reads.readerId })
			.from(reads)
			.where(inArray(reads.id, readIds))),
		...(await read
			.select({ readId: readCoSigners.readId, radiologistId: readCoSigners.radiologistId })
			.from(readCoSigners)
			.where(inArray(readCoSigners.readId, readIds)))
	];
	const reviewers = await read
		.select({ caseId: assignments.caseId, reviewerId: assignments.reviewerId })
		.from(assignments)
		.where(
			and(inArray(assignments.caseId, caseIds), inArray(assignments.status, ['open', 'scored', 'declined']))
		);
	return new Map(
		of.map(({ caseId, readId }) => [
			caseId,
			{
				readerIds: readers.filter((row) => row.readId === readId).map((row) => row.radiologistId),
				reviewerIds: reviewers.filter((row) => row.caseId === caseId).map((row) => row.reviewerId)
			}
		])
	);
}

/**
 * The door of a committee member to images: a case that is or was before the committee and in which they have no part.
 * Null tells nothing about why.
 */
export async function committeeDoor(
	read: ReadHandle,
	member: Member,
	caseId: string
): Promise<{ caseId: string } | null> {
	const { cases, committeeDecisions } = read.tables;
	const [row] = await read
		.select({ readId: cases.readId, state: cases.state })
		.from(cases)
		.where(eq(cases.id, caseId));
	if (!row) return null;
	const people = (await involvedIn(read, [{ caseId, readId: row.readId }])).get(caseId);
	if (!people || isRecused(member, people)) return null;
	if (row.state in questionOf) return { caseId };
	const [decided] = await read
		.select({ id: committeeDecisions.id })
		.from(committeeDecisions)
		.where(eq(committeeDecisions.caseId, caseId))
		.orderBy(desc(committeeDecisions.decidedAt))
		.limit(1);
	return decided ? { caseId } : null;
}
