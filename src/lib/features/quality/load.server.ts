import { and, asc, count, desc, eq, gte, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { MINUTE_MS } from '#lib/core/instant.ts';
import { addMonths, monthOf, periodOfMonth } from '#lib/core/month.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { taxonomyWords } from '#lib/features/admin/taxonomy-queries.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { planRollups } from '#lib/server/rollups/parts.ts';
import { readyThread } from './figures-thread.server.ts';
import type { QualityFilter } from './filter.ts';
import { heldMinutes, makeKeptFrom, untoldCoSigned } from './held.server.ts';
import type { PairCount } from './measures/concordance.ts';
import type { Person } from './measures/coverage.ts';
import { firstMonths, type FiguresInput, type Viewer } from './measures/figures.ts';
import { annotationKinds, type TrendAnnotation } from './measures/trend.ts';
import { casesTopic } from './rollup/cases-topic.server.ts';
import { caseColumns, readColumns } from './rollup/columns.ts';
import { readsTopic } from './rollup/reads-topic.server.ts';
import type { QualityMinimums } from './view.ts';

/** What the figures of a filter are worked out from, as it is now; for somebody who reads, without what they are not told yet. */
export async function loadFiguresInput(
	app: App,
	filter: QualityFilter,
	viewerId: string | null = null
): Promise<FiguresInput> {
	readyThread(app);
	const { read } = app.db;
	const now = app.clock.now();
	const last = monthOf(now);
	const from = firstMonths(filter, last);
	const scope = { to: addMonths(last, 1) };
	const own = filter.facility ? { ...scope, facilityIds: [filter.facility] } : scope;
	const [
		cases,
		reads,
		groupCases,
		groupReads,
		pairs,
		everybody,
		reviewers,
		words,
		minimums,
		baselines,
		annotations,
		isKept,
		viewer
	] = await Promise.all([
		planRollups(read, casesTopic, { ...own, from: from.cases }),
		planRollups(read, readsTopic, { ...own, from: from.reads }),
		filter.facility ? planRollups(read, casesTopic, { ...scope, from: from.cases }) : [],
		filter.facility ? planRollups(read, readsTopic, { ...scope, from: from.reads }) : [],
		pairCounts(read, { from: from.reads, last }),
		people(read),
		reviewerCodes(read),
		taxonomyWords(read),
		qualityMinimums(read),
		frozenBaselines(read),
		trendAnnotations(read, filter),
		makeKeptFrom(app, viewerId),
		viewerId === null ? null : viewerOf(app, viewerId)
	]);
	return {
		filter,
		months: { from: addMonths(last, 1 - Number(filter.months)), through: last },
		nowMinute: Math.floor(now / MINUTE_MS),
		cases,
		reads,
		groupCases,
		groupReads,
		pairs,
		people: everybody,
		reviewers,
		words,
		minimums,
		// Frozen counts hold what a viewer who reads may not be told yet.
		baselines: baselines.map((frozen) => ({ ...frozen, isKept: isKept(frozen.throughMonth) })),
		annotations,
		caseColumns,
		readColumns,
		viewer
	};
}

async function viewerOf(app: App, readerId: string): Promise<Viewer> {
	return {
		readerId,
		heldMinutes: await heldMinutes(app, readerId),
		coSigned: await untoldCoSigned(app, readerId)
	};
}

/** Everybody who is or was a reader of record. */
export async function people(read: ReadHandle): Promise<Person[]> {
	const { radiologists } = read.tables;
	return read
		.select({
			id: radiologists.id,
			code: radiologists.code,
			section: radiologists.section,
			tier: radiologists.tier
		})
		.from(radiologists)
		.orderBy(asc(radiologists.code));
}

async function reviewerCodes(read: ReadHandle): Promise<[string, string][]> {
	const { users } = read.tables;
	const rows = await read
		.select({ id: users.id, code: users.reviewerCode })
		.from(users)
		.where(isNotNull(users.reviewerCode));
	return rows.map(({ id, code }) => [id, code ?? '']);
}

/** The numbers below which something is not shown. */
export async function qualityMinimums(read: ReadHandle): Promise<QualityMinimums> {
	const { version, body } = await currentPolicy(read, 'suppression');
	return {
		version,
		reviews: body.minimumReviews,
		funnelReviews: body.minimumFunnelReviews,
		funnelExpected: body.minimumFunnelExpected
	};
}

/** Preliminary and final reports of some months by what filters tell apart. */
async function pairCounts(
	read: ReadHandle,
	{ from, last }: { readonly from: string; readonly last: string }
): Promise<PairCount[]> {
	const { readPairs, reads } = read.tables;
	const at = sql`coalesce(${reads.preliminaryAt}, ${reads.finalAt})`;
	const month = read.dialect.utcMonth(at);
	const rows = await read
		.select({
			month: month.as('month'),
			facility: reads.facilityId,
			modality: reads.modality,
			region: reads.bodyRegion,
			reader: reads.readerId,
			grade: readPairs.grade,
			n: count()
		})
		.from(readPairs)
		// The order in which they are to be gone through: few of all reads were compared, and the month of none stands in an index.
		.crossJoin(reads)
		.where(
			and(
				eq(reads.id, readPairs.preliminaryReadId),
				gte(at, periodOfMonth(from).from),
				lt(at, periodOfMonth(last).to)
			)
		)
		.groupBy(sql`1`, reads.facilityId, reads.modality, reads.bodyRegion, reads.readerId, readPairs.grade);
	return rows.map(({ region, ...row }) => ({ ...row, region: region ?? '' }));
}

/** The last frozen baseline of each mode and level. */
export async function frozenBaselines(
	read: ReadHandle
): Promise<Omit<FiguresInput['baselines'][number], 'isKept'>[]> {
	const { qualityBaselines } = read.tables;
	const rows = await read
		.select({
			mode: qualityBaselines.mode,
			level: qualityBaselines.level,
			version: qualityBaselines.version,
			fromMonth: qualityBaselines.fromMonth,
			throughMonth: qualityBaselines.throughMonth,
			x: qualityBaselines.x,
			n: qualityBaselines.n
		})
		.from(qualityBaselines)
		.orderBy(desc(qualityBaselines.version));
	return [...Map.groupBy(rows, ({ mode, level }) => `${mode} ${level}`).values()].flatMap(
		([newest]) => newest ?? []
	);
}

/** What happened that concerns a filter: an event of one facility or modality is not told where another one is looked at. */
async function trendAnnotations(read: ReadHandle, filter: QualityFilter): Promise<TrendAnnotation[]> {
	const { qualityAnnotations, facilities, users } = read.tables;
	const rows = await read
		.select({
			id: qualityAnnotations.id,
			kind: qualityAnnotations.kind,
			on: qualityAnnotations.on,
			words: qualityAnnotations.words,
			facilityId: qualityAnnotations.facilityId,
			facilityCode: facilities.code,
			modality: qualityAnnotations.modality,
			byName: users.name
		})
		.from(qualityAnnotations)
		.innerJoin(users, eq(users.id, qualityAnnotations.createdBy))
		.leftJoin(facilities, eq(facilities.id, qualityAnnotations.facilityId))
		.where(isNull(qualityAnnotations.withdrawnAt))
		.orderBy(asc(qualityAnnotations.on), asc(qualityAnnotations.id));
	return rows
		.filter(({ facilityId }) => !filter.facility || !facilityId || facilityId === filter.facility)
		.filter(({ modality }) => !filter.modality || !modality || modality === filter.modality)
		.map(({ facilityId: _, kind, ...row }) => ({ ...row, kind: kindOf(kind) }));
}

function kindOf(text: string): TrendAnnotation['kind'] {
	return annotationKinds.find((kind) => kind === text) ?? 'other';
}
