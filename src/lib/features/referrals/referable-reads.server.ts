import { and, desc, eq, ne, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { seenReads } from './seen-reads.server.ts';

const MOST = 20;

/** The reads with an accession number that this person may refer, the latest first. No name of a patient or a reader. */
export function findReferable(read: ReadHandle, actor: Actor, accession: string) {
	return select(read, actor, eq(read.tables.reads.accession, accession));
}

/** One read that this person may refer, or null. */
export async function referableRead(read: ReadHandle, actor: Actor, id: string) {
	const [row] = await select(read, actor, eq(read.tables.reads.id, id));
	return row ?? null;
}

export type ReferableRead = Awaited<ReturnType<typeof findReferable>>[number];

/** Whether somebody complained of the read before: it waits, or its case counts. */
function hasComplaint(read: ReadHandle) {
	const { reads, referrals } = read.tables;
	return sql`case when exists (select 1 from ${referrals} r where r.read_id = ${reads.id}
		and r.mode = 'complaint' and r.status <> 'refused') then 1 else 0 end`.mapWith(Boolean);
}

async function select(read: ReadHandle, actor: Actor, condition: SQL) {
	const { reads, facilities } = read.tables;
	return read
		.select({
			id: reads.id,
			accession: reads.accession,
			modality: reads.modality,
			procedure: reads.procedure,
			kind: reads.kind,
			reportVersion: reads.reportVersion,
			reportedAt: reads.reportedAt,
			facility: { name: facilities.name, code: facilities.code },
			timeZone: facilities.timeZone,
			hasComplaint: hasComplaint(read)
		})
		.from(reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(condition, ne(reads.status, 'cancelled'), seenReads(read, actor)))
		.orderBy(desc(reads.receivedAt), desc(reads.id))
		.limit(MOST);
}
