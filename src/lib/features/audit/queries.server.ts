import { and, desc, eq, lt } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { isAboutCase } from '#lib/core/audit/events.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const PAGE = 100;
const CODE_DIGITS = 6;

export type AuditFilter = {
	readonly before: number | null;
	readonly type: string | null;
	readonly subject: string | null;
};

/**
 * A page of the audit log, newest first. In the log of a case nobody is named: its reader may hold another role that reads this
 * log. Codes there are of that case alone, so that no sign-in gives them away; elsewhere those who may see names do.
 */
export async function auditPage(app: App, actor: Actor, filter: AuditFilter) {
	const { read } = app.db;
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
	const seesNames = may(actor, 'quality.view-names');
	const who = (row: {
		type: string;
		subjectId: string | null;
		actorId: string;
		actorName: string | null;
	}) => {
		if (isAboutCase(row.type)) {
			const code = app.secrets.pseudonym('audit', `${row.subjectId ?? ''}:${row.actorId}`);
			return code.toString('hex').slice(0, CODE_DIGITS);
		}
		return seesNames ? (row.actorName ?? row.actorId) : row.actorId.slice(-CODE_DIGITS);
	};
	const shown = rows.slice(0, PAGE).map(({ actorName, actorId, ...row }) => ({
		...row,
		actor: actorId === null ? null : who({ ...row, actorId, actorName })
	}));
	return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.seq ?? null) : null };
}

/** The kinds of event that occur in the log, sorted. */
export async function auditTypes(read: ReadHandle): Promise<string[]> {
	const { auditEvents } = read.tables;
	const rows = await read.selectDistinct({ type: auditEvents.type }).from(auditEvents);
	return rows.map(({ type }) => type).sort();
}
