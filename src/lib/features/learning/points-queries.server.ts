import { and, asc, desc, eq, isNotNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { LearningFacts } from '#lib/core/learning/anonymous.ts';
import { learningKinds, memberOf, type LearningKind } from '#lib/core/learning/kinds.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { examinationColumns, factsOf } from './case-queries.server.ts';

const PAGE_ROWS = 50;

export type PointsFilter = {
	readonly modality: string;
	readonly region: string;
	/** Words to look for in titles and points. */
	readonly words: string;
};

/** One thing learned, with what it was learned from. */
export type LearningPoint = {
	/** Of the learning case. */
	readonly id: string;
	readonly conferenceId: string;
	readonly kind: LearningKind;
	readonly title: string;
	readonly point: string;
	readonly facts: LearningFacts | null;
	readonly conference: string;
	readonly heldAt: Instant;
};

/** The filter as an address holds it. */
export function parsePointsFilter(params: URLSearchParams): PointsFilter {
	const part = (name: string): string => (params.get(name) ?? '').trim().slice(0, 100);
	return { modality: part('modality'), region: part('region'), words: part('words') };
}

/** The learning points that were sent, latest meeting first; a cursor is `conference/case`. */
export async function learningPoints(
	read: ReadHandle,
	filter: PointsFilter,
	after: string | null
): Promise<{ items: LearningPoint[]; nextCursor: string | null }> {
	const { conferenceCases, conferences, learningCases, reads } = read.tables;
	const rows = await read
		.select({
			id: learningCases.id,
			conferenceId: conferences.id,
			kind: learningCases.kind,
			title: learningCases.title,
			typed: conferenceCases.learningPoint,
			prepared: learningCases.learningPoints,
			conference: conferences.title,
			heldAt: conferences.startsAt,
			...examinationColumns(read)
		})
		.from(conferenceCases)
		.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
		.innerJoin(learningCases, eq(learningCases.id, conferenceCases.learningCaseId))
		.leftJoin(reads, eq(reads.id, learningCases.readId))
		.where(and(sentPoints(read), ...conditions(read, filter), await later(read, after)))
		.orderBy(desc(conferences.startsAt), desc(conferences.id), asc(conferenceCases.position))
		.limit(PAGE_ROWS + 1);
	const items = rows.slice(0, PAGE_ROWS).map((row) => ({
		id: row.id,
		conferenceId: row.conferenceId,
		kind: memberOf(learningKinds, row.kind),
		title: row.title,
		point: row.typed.trim() || row.prepared,
		facts: factsOf(row),
		conference: row.conference,
		heldAt: row.heldAt
	}));
	const last = items.at(-1);
	return { items, nextCursor: rows.length > PAGE_ROWS && last ? `${last.conferenceId}/${last.id}` : null };
}

/** Modalities and regions that there are points of, for the filter. */
export async function pointChoices(read: ReadHandle): Promise<{ modalities: string[]; regions: string[] }> {
	const { conferenceCases, conferences, learningCases, reads } = read.tables;
	const rows = await read
		.selectDistinct({ modality: reads.modality, region: reads.bodyRegion })
		.from(conferenceCases)
		.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
		.innerJoin(learningCases, eq(learningCases.id, conferenceCases.learningCaseId))
		.innerJoin(reads, eq(reads.id, learningCases.readId))
		.where(sentPoints(read));
	const facts = rows.flatMap(
		({ modality, region }) =>
			factsOf({ modality, bodyRegion: region, procedure: null, ageYears: null, sex: null }) ?? []
	);
	const present = (values: (string | null)[]): string[] =>
		[...new Set(values.flatMap((value) => value ?? []))].sort();
	return {
		modalities: present(facts.map(({ modality }) => modality)),
		regions: present(facts.map(({ bodyRegion }) => bodyRegion))
	};
}

function sentPoints(read: ReadHandle) {
	const { conferenceCases, conferences, learningCases } = read.tables;
	return and(
		isNotNull(conferences.sentAt),
		isNotNull(conferenceCases.shownAt),
		sql`(${conferenceCases.learningPoint} <> '' or ${learningCases.learningPoints} <> '')`
	);
}

function conditions(read: ReadHandle, { modality, region, words }: PointsFilter): (SQL | undefined)[] {
	const { conferenceCases, learningCases, reads } = read.tables;
	const like = `%${words.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
	const holds = (column: SQL): SQL => sql`lower(${column}) like ${like} escape '\\'`;
	return [
		modality ? eq(reads.modality, modality) : undefined,
		region ? sql`lower(${reads.bodyRegion}) = ${region.toLowerCase()}` : undefined,
		words
			? or(
					holds(sql`${learningCases.title}`),
					holds(sql`${conferenceCases.learningPoint}`),
					holds(sql`${learningCases.learningPoints}`)
				)
			: undefined
	];
}

async function later(read: ReadHandle, after: string | null): Promise<SQL | undefined> {
	const { conferenceCases, conferences } = read.tables;
	const [conferenceId, caseId] = (after ?? '').split('/');
	if (!conferenceId || !caseId) return undefined;
	const [last] = await read
		.select({ at: conferences.startsAt, position: conferenceCases.position })
		.from(conferenceCases)
		.innerJoin(conferences, eq(conferences.id, conferenceCases.conferenceId))
		.where(and(eq(conferenceCases.conferenceId, conferenceId), eq(conferenceCases.learningCaseId, caseId)));
	if (!last) return undefined;
	return or(
		lt(conferences.startsAt, last.at),
		and(eq(conferences.startsAt, last.at), lt(conferences.id, conferenceId)),
		and(eq(conferences.id, conferenceId), sql`${conferenceCases.position} > ${last.position}`)
	);
}
