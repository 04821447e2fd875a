import { sql, type SQL } from 'drizzle-orm';
import type { Period } from '#lib/core/period.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { Cell } from '#lib/server/rollups/topic.ts';

/**
 * Reads of a facility that were signed in a period: finals by their signature, preliminary ones without a final by their own. Two
 * ranges of one index.
 */
export function inMonth(read: ReadHandle, facilityId: string, { from, to }: Period): SQL {
	const { reads } = read.tables;
	return sql`(${reads.facilityId} = ${facilityId} and ${reads.finalAt} >= ${from} and ${reads.finalAt} < ${to}
		or ${reads.facilityId} = ${facilityId} and ${reads.finalAt} is null
			and ${reads.preliminaryAt} >= ${from} and ${reads.preliminaryAt} < ${to})`;
}

/** The facilities and months that signed reads, or cases of them, have. */
export async function allMonths(read: ReadHandle, of: 'reads' | 'cases'): Promise<Cell[]> {
	const { reads, cases } = read.tables;
	const at = sql`coalesce(${reads.finalAt}, ${reads.preliminaryAt})`;
	// Beyond these the engines' calendars end; the triggers leave the same reads out.
	const isDated = sql`${at} between 0 and 253402300799999`;
	const month = read.dialect.utcMonth(at);
	const source =
		of === 'reads' ? sql`${reads}` : sql`${cases} join ${reads} on ${reads.id} = ${cases.readId}`;
	return read.rows<Cell>(
		sql`select distinct ${reads.facilityId} as "facilityId", ${month} as period from ${source} where ${isDated}`
	);
}
