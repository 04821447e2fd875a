import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { may } from '#lib/core/actor.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { monthOf } from '#lib/core/month.ts';
import { isReportKind, mayMake } from '#lib/core/reports/catalogue.ts';
import { isPersonal } from '#lib/core/reports/personal.ts';
import { isInScope, standingOf, type Standing } from '#lib/core/reports/register.ts';
import { makeKeptFrom } from '#lib/features/quality/held.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import type { RegisterFilter } from './register/filter.ts';

const PAGE = 50;

/** Whether an actor sees the whole register, and ends access to what others made: directors. */
export function seesWholeRegister(actor: Actor): boolean {
	return may(actor, 'quality.view-names');
}

/**
 * Directors see the whole register; everybody else what they asked for themselves and what a schedule made for them. Nobody sees that others
 * asked for a report about them.
 */
function visibleTo(read: ReadHandle, actor: Actor): SQL | undefined {
	const { exports, exportReaders } = read.tables;
	const own = eq(exports.createdBy, actor.id);
	const given = read
		.select({ id: exportReaders.exportId })
		.from(exportReaders)
		.where(eq(exportReaders.userId, actor.id));
	const { radiologistId } = actor;
	return and(
		seesWholeRegister(actor) ? undefined : or(own, inArray(exports.id, given)),
		radiologistId === null ? undefined : or(own, isNull(exports.aboutId), ne(exports.aboutId, radiologistId))
	);
}

type File = {
	readonly kind: string;
	readonly format: string;
	readonly createdBy: string;
	readonly periodFrom: Instant;
	readonly periodTo: Instant;
	readonly scope: unknown;
};

/** Why a file is not an actor's to take: it is of somebody else alone, counts what they are not told yet, or lies outside their scope. */
export type Withheld = 'others-own' | 'untold' | 'out-of-scope';

/**
 * Tells of files why they are kept from an actor, if they are. What another one was told counts the actor's own reads, also those whose
 * outcomes they are not told yet; what they made themselves never counts more than they knew. An auditor's scope is that of today, as is
 * what anybody may make.
 */
async function makeWithheld(app: App, actor: Actor): Promise<(file: File) => Withheld | null> {
	const isKeptThrough = await makeKeptFrom(app, actor.radiologistId);
	return ({ kind, format, createdBy, periodFrom, periodTo, scope }) => {
		const isOwn = createdBy === actor.id;
		if (isPersonal(kind)) return isOwn ? null : 'others-own';
		// A bundle names how many entries the audit log had: to whoever has reads of their own it would tell how many they are not shown.
		if (format === 'zip' && actor.radiologistId !== null && !isOwn) return 'others-own';
		if (isReportKind(kind) && !mayMake(actor, kind)) return 'out-of-scope';
		if (!isInScope(actor.scope, { facilityIds: facilitiesOf(scope), periodFrom, periodTo }))
			return 'out-of-scope';
		return !isOwn && isKeptThrough(monthOf(periodTo - 1)) ? 'untold' : null;
	};
}

/** The facilities that the snapshot of a scope names; null: all of them. */
function facilitiesOf(scope: unknown): readonly string[] | null {
	const ids =
		typeof scope === 'object' && scope !== null && 'facilityIds' in scope ? scope.facilityIds : null;
	return Array.isArray(ids) ? ids.map(String) : null;
}

function isStanding({ tables: { exports } }: ReadHandle, standing: Standing, now: Instant): SQL | undefined {
	if (standing === 'revoked') return isNotNull(exports.revokedAt);
	return and(
		isNull(exports.revokedAt),
		standing === 'expired'
			? lte(exports.expiresAt, now)
			: or(isNull(exports.expiresAt), gt(exports.expiresAt, now))
	);
}

function matches(read: ReadHandle, filter: RegisterFilter, now: Instant): SQL | undefined {
	const { exports } = read.tables;
	const days = { day: 1, week: 7, month: 30, year: 365 } as const;
	const words = `%${filter.words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
	return and(
		filter.kind === '' ? undefined : eq(exports.kind, filter.kind),
		filter.standing === '' ? undefined : isStanding(read, filter.standing, now),
		filter.since === '' ? undefined : gt(exports.createdAt, now - days[filter.since] * DAY_MS),
		filter.words === ''
			? undefined
			: sql`(lower(${exports.purpose}) like ${words} escape '\\' or lower(${exports.recipient}) like ${words} escape '\\')`
	);
}

const columnsOf = ({ exports, users }: ReadHandle['tables']) => ({
	id: exports.id,
	kind: exports.kind,
	format: exports.format,
	periodFrom: exports.periodFrom,
	periodTo: exports.periodTo,
	scope: exports.scope,
	n: exports.n,
	sizeBytes: exports.sizeBytes,
	sha256: exports.sha256,
	modelSha256: exports.modelSha256,
	purpose: exports.purpose,
	recipient: exports.recipient,
	createdBy: exports.createdBy,
	createdByName: users.name,
	createdAt: exports.createdAt,
	copies: exports.copies,
	expiresAt: exports.expiresAt,
	revokedAt: exports.revokedAt
});

/**
 * A page of the export register, newest first; `before` continues after the last id of the page before. Of a file that is kept from the
 * actor it tells neither n nor the hash, by which its counts could be guessed; nor of what somebody else took of themselves.
 */
export async function exportRegister(
	app: App,
	actor: Actor,
	{ before, filter, most = PAGE }: { before: string | null; filter: RegisterFilter; most?: number }
) {
	const { read } = app.db;
	const { exports, users } = read.tables;
	const now = app.clock.now();
	const withheldOf = await makeWithheld(app, actor);
	const rows = await read
		.select(columnsOf(read.tables))
		.from(exports)
		.innerJoin(users, eq(users.id, exports.createdBy))
		.where(
			and(visibleTo(read, actor), matches(read, filter, now), before ? lt(exports.id, before) : undefined)
		)
		.orderBy(desc(exports.id))
		.limit(most + 1);
	const shown = rows.slice(0, most).map(({ createdBy, createdByName, scope, modelSha256: _, ...row }) => {
		const withheld = withheldOf({ ...row, createdBy, scope });
		return {
			...row,
			createdBy: createdByName,
			standing: standingOf(row, now),
			withheld,
			...(withheld ? { n: null, sha256: null, sizeBytes: null } : {})
		};
	});
	return { rows: shown, next: rows.length > most ? (shown.at(-1)?.id ?? null) : null };
}

/** A line of the register as it is shown. */
export type RegisterLine = Awaited<ReturnType<typeof exportRegister>>['rows'][number];

/** One export of the register that the actor sees, with what withholds its file from them; null where they do not see it. */
export async function findEntry(app: App, actor: Actor, id: string) {
	const { read } = app.db;
	const { exports, users } = read.tables;
	const [row] = await read
		.select({ ...columnsOf(read.tables), revokedReason: exports.revokedReason, aboutId: exports.aboutId })
		.from(exports)
		.innerJoin(users, eq(users.id, exports.createdBy))
		.where(and(eq(exports.id, id), visibleTo(read, actor)));
	return row ? { ...row, withheld: (await makeWithheld(app, actor))(row) } : null;
}

/** One export whose file is the actor's to take, or null. */
export async function findExport(app: App, actor: Actor, id: string) {
	const row = await findEntry(app, actor, id);
	return row?.withheld === null ? row : null;
}

/** What the register says of a file with this SHA-256, or of the copy that it is; nothing about who took it or why. */
export async function findExportByHash(read: ReadHandle, sha256: string) {
	const { exports, exportTakes } = read.tables;
	const columns = {
		kind: exports.kind,
		format: exports.format,
		periodFrom: exports.periodFrom,
		periodTo: exports.periodTo,
		n: exports.n,
		createdAt: exports.createdAt,
		expiresAt: exports.expiresAt,
		revokedAt: exports.revokedAt
	};
	const [row] = await read
		.select(columns)
		.from(exports)
		.where(eq(exports.sha256, sha256))
		.orderBy(desc(exports.id))
		.limit(1);
	if (row) return { ...row, copy: null, takenAt: null };
	const [copy] = await read
		.select({ ...columns, copy: exportTakes.copy, takenAt: exportTakes.takenAt })
		.from(exportTakes)
		.innerJoin(exports, eq(exports.id, exportTakes.exportId))
		.where(eq(exportTakes.sha256, sha256))
		.orderBy(desc(exportTakes.id))
		.limit(1);
	return copy ?? null;
}

/** Facilities a report can be limited to, within the actor's scope. */
export async function reportFacilities(read: ReadHandle, actor: Actor) {
	const { facilities } = read.tables;
	const rows = await read
		.select({ id: facilities.id, code: facilities.code, name: facilities.name })
		.from(facilities)
		.orderBy(facilities.code);
	return actor.scope ? rows.filter(({ id }) => actor.scope?.facilityIds.includes(id)) : rows;
}
