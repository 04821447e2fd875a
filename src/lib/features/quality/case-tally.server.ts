import { and, count, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { committeeStates } from '#lib/core/committee/decision.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { tallyConditions, type TallyFilter } from './review-tally.server.ts';
import type { CaseCell } from './case-cells.ts';

/**
 * Counts of all cases of the period's reads by what the quality page tells apart, of every detection mode but calibration: a known
 * case says something of its reviewer, and nothing of its reader.
 */
export async function tallyCases(read: ReadHandle, filter: TallyFilter, now: Instant): Promise<CaseCell[]> {
	const { cases, reads } = read.tables;
	return read
		.select({
			readerId: reads.readerId,
			modality: reads.modality,
			mode: cases.detectionMode,
			level: cases.blindingLevel,
			state: cases.state,
			score: cases.finalScore,
			n: count(),
			pastDue: sql<number>`sum(case when ${cases.dueAt} < ${now} then 1 else 0 end)`.mapWith(Number)
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(ne(cases.detectionMode, 'calibration'), ...tallyConditions(read, filter)))
		.groupBy(
			reads.readerId,
			reads.modality,
			cases.detectionMode,
			cases.blindingLevel,
			cases.state,
			cases.finalScore
		);
}

/** Since when the longest waiting question of the committee waits, a score or a rebuttal; null when none does. */
export async function oldestInCommittee(read: ReadHandle, filter: TallyFilter): Promise<Instant | null> {
	const { cases, reads, reviews } = read.tables;
	const [row] = await read
		.select({
			at: sql<
				number | null
			>`min(case when ${cases.state} = 'rebutted' then ${cases.rebuttedAt} else ${reviews.submittedAt} end)`
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(
			reviews,
			and(eq(reviews.caseId, cases.id), eq(reviews.ordinal, 1), isNull(reviews.supersededBy))
		)
		.where(
			and(
				inArray(cases.state, [...committeeStates]),
				eq(cases.detectionMode, 'random'),
				...tallyConditions(read, filter)
			)
		);
	// An aggregate has no column to be read as: PostgreSQL gives its big integers as text.
	return row?.at === null || row?.at === undefined ? null : Number(row.at);
}
