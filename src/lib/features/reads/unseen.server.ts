import { eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * Reads that somebody must not look up although they may list reads, because they also judge: a case that is or was with
 * them as reviewer, and while they sit in the committee the cases it decides; of the same examination no other report
 * either, which has the same reader and may tell the same. Null when there are none.
 */
export function unseenReads(read: ReadHandle, actor: Actor): SQL | null {
	const { cases, assignments, reads } = read.tables;
	const reviewed = read
		.select({ id: assignments.caseId })
		.from(assignments)
		.where(eq(assignments.reviewerId, actor.id));
	const judged = [
		may(actor, 'review.score') ? inArray(cases.id, reviewed) : undefined,
		may(actor, 'committee.decide')
			? inArray(cases.state, ['in-committee', 'returned', 'rebutted'])
			: undefined
	].filter((condition) => condition !== undefined);
	if (judged.length === 0) return null;
	return sql`not exists (select 1 from ${reads} judged join ${cases} on ${cases.readId} = judged.id
		where judged.accession = ${reads.accession} and judged.facility_id = ${reads.facilityId} and ${or(...judged)})`;
}
