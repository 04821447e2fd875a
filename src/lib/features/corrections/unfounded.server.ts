import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { startOfUtcDay, type Instant } from '#lib/core/instant.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isOwnRead } from './door.server.ts';

/** Whether the committee's latest word on the case of a correction is that there is no discrepancy, in a query over `corrections`. */
export function isUnfounded(read: ReadHandle): SQL<boolean> {
	return asBoolean(unfounded(read, () => sql`1 = 1`));
}

/**
 * The same for somebody, in a query over `corrections` and `reads`. Of an own read it is told from the next UTC day on, as the
 * committee's answer is: its moment would tell when the members were at work.
 */
export function isUnfoundedFor(read: ReadHandle, actor: Actor, now: Instant): SQL<boolean> {
	return asBoolean(
		unfounded(
			read,
			(decidedAt) => sql`(not ${isOwnRead(read, actor)} = 1 or ${decidedAt} < ${startOfUtcDay(now)})`
		)
	);
}

function unfounded(read: ReadHandle, isTold: (decidedAt: SQL) => SQL): SQL {
	const { committeeDecisions: decisions, corrections } = read.tables;
	return sql`exists (select 1 from ${decisions} d where d.case_id = ${corrections.caseId}
		and d.outcome = 'no-discrepancy' and ${isTold(sql`d.decided_at`)}
		and not exists (select 1 from ${decisions} l where l.case_id = d.case_id and ${isTold(sql`l.decided_at`)}
			and (l.decided_at > d.decided_at or (l.decided_at = d.decided_at and l.id > d.id))))`;
}

function asBoolean(condition: SQL): SQL<boolean> {
	return sql`case when ${condition} then 1 else 0 end`.mapWith(Boolean);
}
