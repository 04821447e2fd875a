import { and, desc, eq, lt, notInArray, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { hasPermission } from '#lib/core/permissions.ts';
import { factsForReader, isAboutCase, outcomeTypes } from '#lib/core/audit/for-readers.ts';
import { isOwn } from '#lib/features/reads/own-reads.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const PAGE = 100;
const CODE_DIGITS = 6;

export type AuditFilter = {
	/** Where the last page ended, as its `next` says. */
	readonly before: number | null;
	readonly type: string | null;
	readonly subject: string | null;
};

/**
 * A page of the audit log, newest first. In the log of a case nobody is named: its reader may hold another role that reads this
 * log. Codes there are of that case alone, so that no sign-in gives them away; elsewhere those who may see names do.
 * Whoever has reads of their own does not see the entries that tell by their type how a review ended, nor that there are any: no entry
 * has its number, and a page goes on after so many entries that were shown. Of others they see no fact that tells an outcome, and of
 * none the hash: with a few guesses of such a fact the hashes from there on would say which is right. Of cases of their own reads they see
 * what they were told and answered themselves, and nothing else (`isNotOfOwn`).
 */
export async function auditPage(app: App, actor: Actor, filter: AuditFilter) {
	const { read } = app.db;
	const { auditEvents, users } = read.tables;
	const isReader = actor.radiologistId !== null;
	const passed = isReader ? (filter.before ?? 0) : 0;
	const rows = await read
		.select(auditColumns(read))
		.from(auditEvents)
		.leftJoin(users, eq(users.id, auditEvents.actorId))
		.where(
			and(
				filter.before && !isReader ? lt(auditEvents.seq, filter.before) : undefined,
				filter.type ? eq(auditEvents.type, filter.type) : undefined,
				filter.subject ? eq(auditEvents.subjectId, filter.subject) : undefined,
				visibleEvents(read, actor)
			)
		)
		.orderBy(desc(auditEvents.seq))
		.limit(PAGE + 1)
		.offset(passed);
	const present = presenterFor(app, actor);
	const shown = rows.slice(0, PAGE).map((row, index) => {
		const told = present(row);
		return { ...told, key: told.seq ?? passed + index + 1 };
	});
	return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.key ?? null) : null, isPart: isReader };
}

/** What of the log an actor may see; nothing where it is all of it. */
export function visibleEvents(
	read: ReadHandle,
	{ radiologistId }: Pick<Actor, 'radiologistId'>
): SQL | undefined {
	if (radiologistId === null) return undefined;
	const { auditEvents } = read.tables;
	return and(
		notInArray(auditEvents.type, [...outcomeTypes]),
		isOfFirstLook(read),
		isNotOfOwn(read, radiologistId)
	);
}

/** What is read of an event, beside the table of users. */
export function auditColumns({ tables: { auditEvents, users } }: ReadHandle) {
	return {
		seq: auditEvents.seq,
		at: auditEvents.at,
		type: auditEvents.type,
		actorName: users.name,
		actorId: auditEvents.actorId,
		subjectId: auditEvents.subjectId,
		facts: auditEvents.facts,
		hash: auditEvents.hash
	};
}

type EventRow = {
	readonly seq: number;
	readonly at: number;
	readonly type: string;
	readonly actorName: string | null;
	readonly actorId: string | null;
	readonly subjectId: string | null;
	readonly facts: string;
	readonly hash: string;
};

/** Makes of a row what the actor is shown: in cases nobody is named; facts, numbers and hashes are left out for whoever has own reads. */
export function presenterFor(app: App, actor: Pick<Actor, 'roles' | 'radiologistId'>) {
	const seesNames = hasPermission(actor.roles, 'quality.view-names');
	const isReader = actor.radiologistId !== null;
	const who = ({ type, subjectId, actorName }: EventRow, actorId: string): string => {
		if (isAboutCase(type)) {
			const code = app.secrets.pseudonym('audit', `${subjectId ?? ''}:${actorId}`);
			return code.toString('hex').slice(0, CODE_DIGITS);
		}
		return seesNames ? (actorName ?? actorId) : actorId.slice(-CODE_DIGITS);
	};
	return (row: EventRow) => {
		const { seq, at, type, actorId, subjectId, hash } = row;
		const facts = JSON.parse(row.facts) as Facts; // as recordAudit writes them
		const shown = { at, type, subjectId, actor: actorId === null ? null : who(row, actorId) };
		const none: readonly string[] = [];
		return isReader
			? { ...shown, seq: null, hash: null, ...factsForReader(type, facts) }
			: { ...shown, seq, hash, facts, withheld: none };
	};
}

/** Not of an assignment by which a score is thought over: that is opened and submitted again only after a score that was asked about. */
function isOfFirstLook({ tables: { assignments, auditEvents } }: ReadHandle): SQL {
	return sql`not exists (select 1 from ${assignments} again where again.case_id = ${auditEvents.subjectId}
		and again.purpose = 'reconsider' and ${auditEvents.facts} like '%' || again.id || '%')`;
}

/**
 * Not of a case of an own read, signed or co-signed, nor of what somebody asked about one: that a case of theirs is in review, when it was
 * reviewed and how fast is told to its readers at no time. Beside who was signed in at the hour it would tell by whom. What its feedback
 * is about they know.
 */
function isNotOfOwn(read: ReadHandle, radiologistId: string): SQL {
	const { auditEvents, cases, reads, referrals } = read.tables;
	const own = isOwn(read, radiologistId);
	return sql`(${auditEvents.type} like 'feedback.%' or not exists (select 1 from ${cases} join ${reads} on ${reads.id} = ${cases.readId}
		where ${cases.id} = ${auditEvents.subjectId} and ${own})) and not exists (select 1 from ${referrals}
		join ${reads} on ${reads.id} = ${referrals.readId} where ${referrals.id} = ${auditEvents.subjectId} and ${own})`;
}

type Facts = Readonly<Record<string, unknown>>;

function isOutcomeType(type: string): boolean {
	return outcomeTypes.some((each) => each === type);
}

/** The kinds of event that occur in the log and that an actor may find there, sorted. */
export async function auditTypes(read: ReadHandle, { radiologistId }: Actor): Promise<string[]> {
	const { auditEvents } = read.tables;
	const rows = await read.selectDistinct({ type: auditEvents.type }).from(auditEvents);
	const types = rows.map(({ type }) => type).sort();
	return radiologistId === null ? types : types.filter((type) => !isOutcomeType(type));
}
