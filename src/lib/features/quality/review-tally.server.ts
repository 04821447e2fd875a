import { and, count, eq, inArray, lt, sql, type SQL } from 'drizzle-orm';
import { finalStates, heldStates } from '#lib/core/case/life.ts';
import type { Period } from '#lib/core/period.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** What a tally is limited to; detection mode is always the random sample: other modes are never pooled with it. */
export type TallyFilter = {
	/** Of the read's final signature: attribution is to the date of the read, not of the review. */
	readonly period: Period;
	readonly facilityIds?: readonly string[];
	readonly modality?: string;
	readonly readerId?: string;
	/** Which final scores the viewer may be told of (`toldTo`). */
	readonly told?: SQL | undefined;
};

export type TallyCell = {
	readonly readerId: string;
	readonly facilityId: string;
	readonly modality: string;
	readonly shift: string;
	readonly blindingLevel: string;
	readonly score: Score;
	readonly n: number;
};

/** The conditions of a filter on the reads of a tally. */
export function tallyConditions(read: ReadHandle, filter: TallyFilter): SQL[] {
	const { reads } = read.tables;
	const list: (SQL | undefined)[] = [
		// The sum keeps SQLite from walking all reads of the period by their date: the cases are few, and the frame has an
		// index of its own.
		sql`${reads.finalAt} + 0 >= ${filter.period.from}`,
		sql`${reads.finalAt} + 0 < ${filter.period.to}`,
		filter.facilityIds ? inArray(reads.facilityId, [...filter.facilityIds]) : undefined,
		filter.modality ? eq(reads.modality, filter.modality) : undefined,
		filter.readerId ? eq(reads.readerId, filter.readerId) : undefined
	];
	return list.filter((condition) => condition !== undefined);
}

/** Counts of final scores of the random sample, by reader, facility, modality, shift, blinding level and score. */
export async function tallyFinalScores(read: ReadHandle, filter: TallyFilter): Promise<TallyCell[]> {
	if (filter.facilityIds?.length === 0) return [];
	const { cases, reads } = read.tables;
	const rows = await read
		.select({
			readerId: reads.readerId,
			facilityId: reads.facilityId,
			modality: reads.modality,
			shift: reads.shift,
			blindingLevel: cases.blindingLevel,
			score: cases.finalScore,
			n: count()
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(
			and(
				eq(cases.detectionMode, 'random'),
				inArray(cases.state, [...finalStates]),
				filter.told,
				...tallyConditions(read, filter)
			)
		)
		.groupBy(
			reads.readerId,
			reads.facilityId,
			reads.modality,
			reads.shift,
			cases.blindingLevel,
			cases.finalScore
		);
	return rows.flatMap(({ score, ...row }) => (score !== null && isScore(score) ? [{ ...row, score }] : []));
}

export type CoverageCell = {
	readonly readerId: string;
	readonly facilityId: string;
	readonly modality: string;
	/** State of the case, or `read` for the finished reads themselves. */
	readonly state: string;
	readonly n: number;
};

/** Counts of random-sample cases by state, by reader, facility and modality. */
export async function tallyCaseStates(read: ReadHandle, filter: TallyFilter): Promise<CoverageCell[]> {
	if (filter.facilityIds?.length === 0) return [];
	const { cases, reads } = read.tables;
	return read
		.select({
			readerId: reads.readerId,
			facilityId: reads.facilityId,
			modality: reads.modality,
			state: cases.state,
			n: count()
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(cases.detectionMode, 'random'), ...tallyConditions(read, filter)))
		.groupBy(reads.readerId, reads.facilityId, reads.modality, cases.state);
}

/** Counts of finished reads, by reader, facility and modality: what the sample stands for. */
export async function tallyReads(read: ReadHandle, filter: TallyFilter): Promise<CoverageCell[]> {
	if (filter.facilityIds?.length === 0) return [];
	const { reads } = read.tables;
	const rows = await read
		.select({
			readerId: reads.readerId,
			facilityId: reads.facilityId,
			modality: reads.modality,
			n: count()
		})
		.from(reads)
		.where(
			and(
				// Written out, not as parameters: so it is the condition of the index `reads_frame`, which holds all that is counted.
				sql`${reads.kind} = 'final' and ${reads.status} in ('current', 'corrected')`,
				...tallyConditions(read, filter)
			)
		)
		.groupBy(reads.readerId, reads.facilityId, reads.modality);
	return rows.map((row) => ({ ...row, state: 'read' }));
}

/** Cases of the random sample that are due and not scored at `now`: open ones past their date. */
export async function countOverdue(read: ReadHandle, filter: TallyFilter, now: number): Promise<number> {
	if (filter.facilityIds?.length === 0) return 0;
	const { cases, reads } = read.tables;
	const [row] = await read
		.select({ n: count() })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(
			and(
				eq(cases.detectionMode, 'random'),
				inArray(cases.state, ['drawn', ...heldStates]),
				lt(cases.dueAt, now),
				...tallyConditions(read, filter)
			)
		);
	return row?.n ?? 0;
}
