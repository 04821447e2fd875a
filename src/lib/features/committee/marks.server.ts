import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import { findingSchema, type Finding } from '#lib/core/scoring/draft.ts';
import type { KnownFacts } from '#lib/core/text/scrub.ts';
import type { BlindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { scrubText } from '#lib/features/reviews/scrubbed-report.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { OpenQuestion } from './questions.server.ts';

const stored = z.array(findingSchema);

/** Marks as a vote keeps them; none where there are none or they cannot be read. */
function parseMarks(value: unknown): Finding[] {
	const parsed = stored.safeParse(value);
	return parsed.success ? parsed.data : [];
}

/** What a member marked with the vote they have cast on a question so far. */
export async function ownMarks(
	read: ReadHandle,
	{ caseId, question, reviewId }: OpenQuestion,
	memberId: string
): Promise<Finding[]> {
	const { committeeVotes: votes } = read.tables;
	const [row] = await read
		.select({ marks: votes.marks })
		.from(votes)
		.where(
			and(
				eq(votes.caseId, caseId),
				eq(votes.question, question),
				eq(votes.reviewId, reviewId),
				eq(votes.memberId, memberId)
			)
		);
	return parseMarks(row?.marks);
}

/**
 * What the committee marked: the marks of the votes that carried some decisions. They are counted anew and stand in the order of
 * what they are, so that nothing tells whose they were or who voted first.
 */
export async function committeeMarks(
	read: ReadHandle,
	decisionIds: readonly string[],
	study: BlindedStudy | null,
	known: KnownFacts
): Promise<Finding[]> {
	if (!study || decisionIds.length === 0) return [];
	const { committeeDecisions: decisions, committeeVotes: votes } = read.tables;
	// As `isSamePosition` has it: the same outcome with another score is another position.
	const carried = and(
		eq(votes.outcome, decisions.outcome),
		or(eq(votes.finalScore, decisions.finalScore), isNull(votes.finalScore))
	);
	const rows = await read
		.select({ marks: votes.marks })
		.from(votes)
		.innerJoin(decisions, eq(decisions.id, votes.decisionId))
		.where(and(inArray(votes.decisionId, [...decisionIds]), carried));
	return rows
		.flatMap(({ marks }) => parseMarks(marks))
		.filter(({ sopInstanceUid }) => study.find(sopInstanceUid) !== null)
		.map((mark) => ({ mark, order: JSON.stringify([mark.sopInstanceUid, mark.frameNumber, mark.pointsPx]) }))
		.sort((a, b) => (a.order < b.order ? -1 : 1))
		.map(({ mark }, at) => ({
			...mark,
			id: `committee-${at + 1}`,
			label: scrubText(mark.label, known) ?? ''
		}));
}
