import { and, eq, inArray } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { unseenReads } from '#lib/features/reads/unseen.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** What a line of a list tells of a read: no patient, no reader. */
export type ReadLine = {
	readonly id: string;
	readonly facilityId: string;
	readonly facility: string;
	readonly timeZone: string;
	readonly accession: string;
	readonly modality: string;
	readonly procedure: string;
	/** Where its page is, for those who may open it. */
	readonly href: string | null;
};

/** The lines of some reads. Those that the actor judges, or has judged, are left out: a time would tell of their reader. */
export async function readLines(
	read: ReadHandle,
	actor: Actor,
	ids: readonly string[]
): Promise<Map<string, ReadLine>> {
	if (ids.length === 0) return new Map();
	const { reads, facilities } = read.tables;
	const rows = await read
		.select({
			id: reads.id,
			facilityId: reads.facilityId,
			facility: facilities.code,
			timeZone: facilities.timeZone,
			accession: reads.accession,
			modality: reads.modality,
			procedure: reads.procedure
		})
		.from(reads)
		.innerJoin(facilities, eq(facilities.id, reads.facilityId))
		.where(and(inArray(reads.id, [...ids]), unseenReads(read, actor) ?? undefined));
	const opens = may(actor, 'read.list');
	return new Map(rows.map((row) => [row.id, { ...row, href: opens ? `/reads/${row.id}` : null }]));
}
