import { and, count, countDistinct, eq, inArray, min, ne, notInArray, sql, type SQL } from 'drizzle-orm';
import { finalStates } from '#lib/core/case/life.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { quarterOf, type PeerReviewFacts, type Place } from '#lib/core/reports/peer-review/facts.ts';
import { isScore } from '#lib/core/scoring/scale.ts';
import {
	tallyCaseStates,
	tallyConditions,
	tallyReads,
	type TallyFilter
} from '#lib/features/quality/review-tally.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Codes by id, of those who read and where. */
export type Codes = {
	readonly readers: ReadonlyMap<string, string>;
	readonly facilities: ReadonlyMap<string, string>;
};

/** The codes of all radiologists and facilities. */
export async function findCodes(read: ReadHandle): Promise<Codes> {
	const { facilities, radiologists } = read.tables;
	const [readers, places] = [
		await read.select({ id: radiologists.id, code: radiologists.code }).from(radiologists),
		await read.select({ id: facilities.id, code: facilities.code }).from(facilities)
	];
	const byId = (rows: readonly { id: string; code: string }[]) =>
		new Map(rows.map(({ id, code }) => [id, code]));
	return { readers: byId(readers), facilities: byId(places) };
}

/** What the peer-review reports count: raw rows of a period, the outcomes that may be told (`filter.told`) alone. */
export async function loadPeerReviewFacts(
	read: ReadHandle,
	filter: TallyFilter,
	codes: Codes
): Promise<PeerReviewFacts & { readonly levels: readonly string[] }> {
	const placeOf = (row: { readerId: string; facilityId: string; modality: string }): Place => ({
		reader: codes.readers.get(row.readerId) ?? '?',
		facility: codes.facilities.get(row.facilityId) ?? '?',
		modality: row.modality
	});
	const empty = { volumes: [], scored: [], otherWays: [], times: [], actions: [], levels: [] };
	if (filter.facilityIds?.length === 0) return empty;
	const volumes = [
		...(await tallyReads(read, filter)).map((row) => ({ ...placeOf(row), reads: row.n, sampled: 0 })),
		...(await tallyCaseStates(read, filter)).map((row) => ({ ...placeOf(row), reads: 0, sampled: row.n }))
	];
	const scores = await scoredRows(read, filter);
	return {
		volumes,
		scored: scores.flatMap(({ score, month, region, n, ...row }) =>
			score !== null && isScore(score)
				? [{ ...placeOf(row), region, quarter: quarterOf(month), score, n }]
				: []
		),
		otherWays: (await otherWays(read, filter)).map((row) => ({ ...placeOf(row), n: row.n })),
		times: (await reviewTimes(read, filter)).map(({ days, ...row }) => ({ ...placeOf(row), days })),
		actions: (await actionsAsked(read, filter)).map((row) => ({ ...placeOf(row), n: row.n })),
		levels: [...new Set(scores.map(({ level }) => level))].sort()
	};
}

function place(read: ReadHandle) {
	const { reads } = read.tables;
	return { readerId: reads.readerId, facilityId: reads.facilityId, modality: reads.modality };
}

/** Cases whose outcome may be told, in a query over cases and their reads. */
function isTold(read: ReadHandle, filter: TallyFilter, mode: SQL): SQL | undefined {
	const { cases } = read.tables;
	return and(mode, inArray(cases.state, [...finalStates]), filter.told, ...tallyConditions(read, filter));
}

const isRandom = (read: ReadHandle): SQL => eq(read.tables.cases.detectionMode, 'random');

async function scoredRows(read: ReadHandle, filter: TallyFilter) {
	const { cases, reads } = read.tables;
	const month = read.dialect.utcMonth(sql`${reads.finalAt}`);
	return read
		.select({
			...place(read),
			region: reads.bodyRegion,
			month: month.as('month'),
			level: cases.blindingLevel,
			score: cases.finalScore,
			n: count()
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(isTold(read, filter, isRandom(read)))
		.groupBy(
			reads.readerId,
			reads.facilityId,
			reads.modality,
			reads.bodyRegion,
			sql`5`,
			cases.blindingLevel,
			cases.finalScore
		);
}

/** Reviewed cases that came in another way than by the lottery; known cases are no review of a reader. */
async function otherWays(read: ReadHandle, filter: TallyFilter) {
	const { cases, reads } = read.tables;
	const isOther = notInArray(cases.detectionMode, ['random', 'calibration']);
	return read
		.select({ ...place(read), n: count() })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(isTold(read, filter, isOther))
		.groupBy(reads.readerId, reads.facilityId, reads.modality);
}

/** Days from the draw to the first score of each reviewed case. */
async function reviewTimes(read: ReadHandle, filter: TallyFilter) {
	const { cases, reads, reviews } = read.tables;
	const rows = await read
		.select({ ...place(read), createdAt: cases.createdAt, at: min(reviews.submittedAt) })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(reviews, and(eq(reviews.caseId, cases.id), eq(reviews.ordinal, 1)))
		.where(isTold(read, filter, isRandom(read)))
		.groupBy(cases.id, reads.readerId, reads.facilityId, reads.modality, cases.createdAt);
	return rows.flatMap(({ createdAt, at, ...row }) =>
		at === null || Number(at) < createdAt ? [] : [{ ...row, days: (Number(at) - createdAt) / DAY_MS }]
	);
}

/** Cases of the random sample of which the committee asked for something. */
async function actionsAsked(read: ReadHandle, filter: TallyFilter) {
	const { cases, committeeDecisions, reads } = read.tables;
	return read
		.select({ ...place(read), n: countDistinct(cases.id) })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(
			committeeDecisions,
			and(eq(committeeDecisions.caseId, cases.id), ne(committeeDecisions.action, 'none'))
		)
		.where(isTold(read, filter, isRandom(read)))
		.groupBy(reads.readerId, reads.facilityId, reads.modality);
}
