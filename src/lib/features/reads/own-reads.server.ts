import { and, eq, gte, inArray, isNotNull, isNull, not, or, sql, type SQL } from 'drizzle-orm';
import { releasedStates } from '#lib/core/case/life.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/**
 * The one rule of what somebody who reads may be told of reviews: whose reads are their own, and from when on they know how one ended.
 * Lists, figures, reports, corrections and the audit log all go by it.
 */

/** Whether a read is a radiologist's own, in a query over `reads`: they signed it or co-signed it. */
export function isOwn(read: ReadHandle, radiologistId: string): SQL {
	const { readCoSigners, reads } = read.tables;
	const coSigned = read
		.select({ one: sql`1` })
		.from(readCoSigners)
		.where(and(eq(readCoSigners.readId, reads.id), eq(readCoSigners.radiologistId, radiologistId)));
	return sql`(${eq(reads.readerId, radiologistId)} or exists ${coSigned})`;
}

/** Whether the answer to a rebuttal waits or was given today, in a query over `cases`: it is told with the next UTC day, its hour never. */
export function isAnswerHeld({ tables: { cases } }: ReadHandle, now: Instant): SQL {
	const isToday = or(isNull(cases.closedAt), gte(cases.closedAt, startOfUtcDay(now)));
	return sql`(${isNotNull(cases.rebuttedAt)} and ${isToday})`;
}

/** Whether the readers of a case know how its review ended, in a query over `cases`. */
export function isTold(read: ReadHandle, now: Instant): SQL {
	const { cases } = read.tables;
	return sql`(${inArray(cases.state, releasedStates)} and ${not(isAnswerHeld(read, now))})`;
}
