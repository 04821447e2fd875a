import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { may } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { monthOf } from '#lib/core/month.ts';
import { isPersonal } from '#lib/core/reports/personal.ts';
import { makeKeptFrom } from '#lib/features/quality/held.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const PAGE = 50;

/** Directors see the whole register; everybody else what they took away themselves. */
function visibleTo(read: ReadHandle, actor: Actor): SQL | undefined {
	const { exports } = read.tables;
	return may(actor, 'quality.view-names') ? undefined : eq(exports.createdBy, actor.id);
}

/**
 * Whether a file that somebody made is kept from an actor: what another one was told counts the actor's own reads, also those whose
 * outcomes they are not told yet. What they made themselves never counts more than they knew.
 */
async function makeIsKept(
	app: App,
	actor: Actor
): Promise<(file: { readonly createdBy: string; readonly periodTo: Instant }) => boolean> {
	const isKeptThrough = await makeKeptFrom(app, actor.radiologistId);
	return ({ createdBy, periodTo }) => createdBy !== actor.id && isKeptThrough(monthOf(periodTo - 1));
}

/**
 * A page of the export register, newest first; `before` continues after the last id of the page before. Of a file that is kept from the
 * actor it tells neither n nor the hash, by which its counts could be guessed; nor of what somebody else took of themselves.
 */
export async function exportRegister(app: App, actor: Actor, before: string | null) {
	const { read } = app.db;
	const { exports, users } = read.tables;
	const isKept = await makeIsKept(app, actor);
	const rows = await read
		.select({
			id: exports.id,
			kind: exports.kind,
			format: exports.format,
			periodFrom: exports.periodFrom,
			periodTo: exports.periodTo,
			n: exports.n,
			sha256: exports.sha256,
			purpose: exports.purpose,
			recipient: exports.recipient,
			createdBy: exports.createdBy,
			createdByName: users.name,
			createdAt: exports.createdAt
		})
		.from(exports)
		.innerJoin(users, eq(users.id, exports.createdBy))
		.where(and(visibleTo(read, actor), before ? lt(exports.id, before) : undefined))
		.orderBy(desc(exports.id))
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE).map(({ createdBy, createdByName, n, sha256, ...row }) => {
		const isOthersOwn = isPersonal(row.kind) && createdBy !== actor.id;
		const isWithheld = isOthersOwn || isKept({ ...row, createdBy });
		return {
			...row,
			createdBy: createdByName,
			isOthersOwn,
			...(isWithheld ? { n: null, sha256: null } : { n, sha256 })
		};
	});
	return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
}

/** One export the actor may take again, or null. */
export async function findExport(app: App, actor: Actor, id: string) {
	const { read } = app.db;
	const { exports } = read.tables;
	const [row] = await read
		.select({
			id: exports.id,
			kind: exports.kind,
			format: exports.format,
			periodFrom: exports.periodFrom,
			periodTo: exports.periodTo,
			sha256: exports.sha256,
			createdBy: exports.createdBy
		})
		.from(exports)
		.where(and(eq(exports.id, id), visibleTo(read, actor)));
	if (!row || (isPersonal(row.kind) && row.createdBy !== actor.id)) return null;
	return (await makeIsKept(app, actor))(row) ? null : row;
}

/** What the register says of a file with this SHA-256; nothing about who took it or why. */
export async function findExportByHash(read: ReadHandle, sha256: string) {
	const { exports } = read.tables;
	const [row] = await read
		.select({
			kind: exports.kind,
			format: exports.format,
			periodFrom: exports.periodFrom,
			periodTo: exports.periodTo,
			n: exports.n,
			sha256: exports.sha256,
			createdAt: exports.createdAt
		})
		.from(exports)
		.where(eq(exports.sha256, sha256))
		.limit(1);
	return row ?? null;
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
