import { and, count, eq, isNull, min, ne, sql } from 'drizzle-orm';
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

/** When the longest waiting case of the committee was scored; null when none waits. */
export async function oldestInCommittee(read: ReadHandle, filter: TallyFilter): Promise<Instant | null> {
	const { cases, reads, reviews } = read.tables;
	const [row] = await read
		.select({ at: min(reviews.submittedAt) })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(
			reviews,
			and(eq(reviews.caseId, cases.id), eq(reviews.ordinal, 1), isNull(reviews.supersededBy))
		)
		.where(
			and(
				eq(cases.state, 'in-committee'),
				eq(cases.detectionMode, 'random'),
				...tallyConditions(read, filter)
			)
		);
	return row?.at ?? null;
}
