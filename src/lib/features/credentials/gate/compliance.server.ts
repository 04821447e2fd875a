import { and, desc, eq, gte, inArray, lt, or, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { Month } from '#lib/core/month.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { radiologistNames } from '#lib/features/credentials/records/names.server.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import {
	allFacilities,
	complianceCells,
	lastSweep,
	reasonCounts,
	sumCounts,
	type ComplianceCounts
} from './checked-counts.server.ts';
import {
	compliancePeriod,
	parsePlace,
	placeText,
	type ComplianceFilter,
	type CompliancePlace,
	type ComplianceShow
} from './compliance-filter.ts';
import { hasBegun } from './context.server.ts';

/** A read of which something was found. */
export type FoundRead = {
	readonly id: string;
	readonly accession: string;
	readonly modality: string;
	readonly kind: string;
	readonly reportVersion: number;
	readonly facility: string;
	readonly timeZone: string;
	/** The reader's name. */
	readonly reader: string;
	readonly signedAt: Instant;
	readonly outcome: string;
	readonly reasons: readonly string[];
	readonly standing: string;
};

const PAGE = 50;
/** Rows of a file: more are asked for by a smaller period. */
const MOST_IN_FILE = 20_000;

/** What the page of compliance shows: what was checked, what came of it, and the reads behind it. */
export async function complianceView(
	app: App,
	actor: Actor,
	{ filter, after }: { filter: ComplianceFilter; after: string | null }
) {
	const { read } = app.db;
	const facilities = await allFacilities(read);
	const period = compliancePeriod(filter, app.clock.now());
	const facilityIds = facilities
		.map(({ id }) => id)
		.filter((id) => filter.facility === '' || id === filter.facility);
	const cells = await complianceCells(read, { facilityIds, period });
	const rows = await foundReads(read, actor, { filter, period, after: parsePlace(after), most: PAGE + 1 });
	const last = rows[PAGE - 1];
	const by = (keyOf: (cell: (typeof cells)[number]) => string): Map<string, ComplianceCounts> =>
		new Map([...Map.groupBy(cells, keyOf)].map(([key, some]) => [key, sumCounts(some)]));
	const months = by(({ month }) => month);
	const places = by(({ facilityId }) => facilityId);
	return {
		facilities: facilities.map(({ id, code, name }) => ({ id, code, name })),
		total: sumCounts(cells),
		byMonth: [...months]
			.map(([month, counts]): { month: Month } & ComplianceCounts => ({ month, ...counts }))
			.sort((a, b) => (a.month < b.month ? 1 : -1)),
		byFacility: facilities.flatMap(({ id, code, name }) => {
			const counts = places.get(id);
			return counts ? [{ id, code, name, ...counts }] : [];
		}),
		byReason: await reasonCounts(read, { facilityIds, period }),
		rows: rows.slice(0, PAGE),
		next: rows.length > PAGE && last ? placeText({ signedAt: last.signedAt, id: last.id }) : null,
		sweep: await lastSweep(read),
		hasBegun: await hasBegun(read),
		timeZone: await groupTimeZone(read)
	};
}

export type ComplianceView = Awaited<ReturnType<typeof complianceView>>;

/** The reads of a filter for a file, and whether there are more than it holds. */
export async function complianceFile(
	app: App,
	actor: Actor,
	filter: ComplianceFilter
): Promise<{ rows: FoundRead[]; hasMore: boolean }> {
	const period = compliancePeriod(filter, app.clock.now());
	const rows = await foundReads(app.db.read, actor, { filter, period, after: null, most: MOST_IN_FILE + 1 });
	return { rows: rows.slice(0, MOST_IN_FILE), hasMore: rows.length > MOST_IN_FILE };
}

async function foundReads(
	read: ReadHandle,
	actor: Actor,
	given: {
		filter: ComplianceFilter;
		period: { from: Instant; to: Instant };
		after: CompliancePlace | null;
		most: number;
	}
): Promise<FoundRead[]> {
	const { filter, period, after, most } = given;
	const { gateFindings: t, reads, facilities } = read.tables;
	const rows = await read
		.select({
			id: reads.id,
			accession: reads.accession,
			modality: reads.modality,
			kind: reads.kind,
			reportVersion: reads.reportVersion,
			facility: facilities.name,
			timeZone: facilities.timeZone,
			readerId: t.radiologistId,
			signedAt: t.signedAt,
			outcome: t.outcome,
			reasons: t.reasons,
			standing: t.standing
		})
		.from(t)
		.innerJoin(reads, eq(reads.id, t.readId))
		.innerJoin(facilities, eq(facilities.id, t.facilityId))
		.where(
			and(
				shown(t, filter.show),
				gte(t.signedAt, period.from),
				lt(t.signedAt, period.to),
				filter.facility === '' ? undefined : eq(t.facilityId, filter.facility),
				// Reasons are codes of a fixed table, so none is part of another between commas.
				filter.reason === '' ? undefined : sql`',' || ${t.reasons} || ',' like ${`%,${filter.reason},%`}`,
				after
					? or(lt(t.signedAt, after.signedAt), and(eq(t.signedAt, after.signedAt), lt(t.readId, after.id)))
					: undefined,
				unseenReads(read, actor) ?? undefined
			)
		)
		.orderBy(desc(t.signedAt), desc(t.readId))
		.limit(most);
	const names = await radiologistNames(read);
	return rows.map(({ reasons, readerId, ...row }) => ({
		...row,
		reader: names.get(readerId) ?? '',
		reasons: reasons === '' ? [] : reasons.split(',')
	}));
}

function shown(t: ReadHandle['tables']['gateFindings'], show: ComplianceShow): SQL | undefined {
	switch (show) {
		case 'fail':
			return and(eq(t.outcome, 'fail'), eq(t.standing, 'open'));
		case 'excepted':
			return and(eq(t.outcome, 'fail'), eq(t.standing, 'excepted'));
		case 'unknown':
			return eq(t.outcome, 'not-determinable');
		case 'warning':
			return eq(t.outcome, 'pass-with-warning');
		case 'passes-now':
			return eq(t.outcome, 'pass');
		case 'all':
			return inArray(t.outcome, ['fail', 'not-determinable', 'pass-with-warning', 'pass']);
	}
}
