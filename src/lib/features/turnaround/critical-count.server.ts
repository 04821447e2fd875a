import { and, count, eq, inArray, sql } from 'drizzle-orm';
import type { Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Critical results whose receipt nobody has confirmed, and those of them that are past their time. */
export type CriticalCounts = { readonly open: number; readonly late: number };

/** How many loops are open, of whatever age and of all reads: a number tells of none of them. */
export async function countCriticals(
	read: ReadHandle,
	{ facility, now }: { readonly facility: string; readonly now: Instant }
): Promise<CriticalCounts> {
	const { criticalResults, reads } = read.tables;
	const late = sql`sum(case when ${criticalResults.dueAt} <= ${now} then 1 else 0 end)`;
	const [row] = await read
		.select({ open: count(), late: late.mapWith(Number) })
		.from(criticalResults)
		.innerJoin(reads, eq(reads.id, criticalResults.readId))
		.where(
			and(
				inArray(criticalResults.status, ['open', 'communicated']),
				facility ? eq(reads.facilityId, facility) : undefined
			)
		);
	return { open: row?.open ?? 0, late: row?.late ?? 0 };
}
