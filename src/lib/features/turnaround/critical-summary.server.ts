import { and, asc, eq, gte, inArray, lt, ne } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { criticalRows, parseCategory, type CriticalRow } from '#lib/core/turnaround/critical.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { countCriticals, type CriticalCounts } from './critical-count.server.ts';
import { criticalColumns, lineOf, type CriticalLine } from './critical-lines.server.ts';

/** Critical results of a period by category, and the loops that are open, of whatever period: how many, and the first of them. */
export type CriticalSummary = {
	readonly rows: readonly CriticalRow[];
	readonly open: readonly CriticalLine[];
	readonly counts: CriticalCounts;
};

const MOST_OPEN = 50;

export async function criticalSummary(
	read: ReadHandle,
	actor: Actor,
	{ facility, period, now }: { readonly facility: string; readonly period: Period; readonly now: Instant }
): Promise<CriticalSummary> {
	const { criticalResults, reads } = read.tables;
	const isHere = facility ? eq(reads.facilityId, facility) : undefined;
	const counted = await read
		.select({
			category: criticalResults.category,
			identifiedAt: criticalResults.identifiedAt,
			dueAt: criticalResults.dueAt,
			receivedAt: criticalResults.receivedAt
		})
		.from(criticalResults)
		.innerJoin(reads, eq(reads.id, criticalResults.readId))
		.where(
			and(
				gte(criticalResults.identifiedAt, period.from),
				lt(criticalResults.identifiedAt, period.to),
				ne(criticalResults.status, 'withdrawn'),
				isHere
			)
		);
	return {
		rows: criticalRows(
			counted.flatMap((row) => {
				const category = parseCategory(row.category);
				return category ? [{ ...row, category }] : [];
			}),
			now
		),
		open: await openCriticals(read, actor, { facility, now }),
		counts: await countCriticals(read, { facility, now })
	};
}

/** Loops that are open, the one due first on top. A line is of one read: those who judge it are not shown it. Counts are of all. */
export async function openCriticals(
	read: ReadHandle,
	actor: Actor,
	{ facility, now }: { readonly facility: string; readonly now: Instant }
): Promise<CriticalLine[]> {
	const { criticalResults, reads, facilities } = read.tables;
	const rows = await read
		.select(criticalColumns(read))
		.from(criticalResults)
		.innerJoin(reads, eq(reads.id, criticalResults.readId))
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(
			and(
				inArray(criticalResults.status, ['open', 'communicated']),
				facility ? eq(reads.facilityId, facility) : undefined,
				unseenReads(read, actor) ?? undefined
			)
		)
		.orderBy(asc(criticalResults.dueAt), asc(criticalResults.id))
		.limit(MOST_OPEN);
	return rows.map((row) => lineOf(row, now));
}
