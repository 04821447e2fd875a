import { and, desc, eq, lt } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { may } from '#lib/core/actor.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const PAGE = 100;

export type AuditFilter = {
	readonly before: number | null;
	readonly type: string | null;
	readonly subject: string | null;
};

/**
 * A page of the audit log, newest first. Actors are named only for those who may see names: in the log of a case, the
 * actor's name would unblind the reviewer.
 */
export async function auditPage(read: ReadHandle, actor: Actor, filter: AuditFilter) {
	const { auditEvents, users } = read.tables;
	const rows = await read
		.select({
			seq: auditEvents.seq,
			at: auditEvents.at,
			type: auditEvents.type,
			actorName: users.name,
			actorId: auditEvents.actorId,
			subjectId: auditEvents.subjectId,
			facts: auditEvents.facts,
			hash: auditEvents.hash
		})
		.from(auditEvents)
		.leftJoin(users, eq(users.id, auditEvents.actorId))
		.where(
			and(
				filter.before ? lt(auditEvents.seq, filter.before) : undefined,
				filter.type ? eq(auditEvents.type, filter.type) : undefined,
				filter.subject ? eq(auditEvents.subjectId, filter.subject) : undefined
			)
		)
		.orderBy(desc(auditEvents.seq))
		.limit(PAGE + 1);
	const named = may(actor, 'quality.view-names');
	const shown = rows.slice(0, PAGE).map(({ actorName, actorId, ...row }) => ({
		...row,
		actor: actorId === null ? null : named ? (actorName ?? actorId) : actorId.slice(-6)
	}));
	return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.seq ?? null) : null };
}

/** The kinds of event that occur in the log, sorted. */
export async function auditTypes(read: ReadHandle): Promise<string[]> {
	const { auditEvents } = read.tables;
	const rows = await read.selectDistinct({ type: auditEvents.type }).from(auditEvents);
	return rows.map(({ type }) => type).sort();
}
