import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { may } from '#lib/core/actor.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

const PAGE = 50;

/** Directors see the whole register; everybody else what they took away themselves. */
function visibleTo(read: ReadHandle, actor: Actor): SQL | undefined {
	const { exports } = read.tables;
	return may(actor, 'quality.view-names') ? undefined : eq(exports.createdBy, actor.id);
}

/** A page of the export register, newest first; `before` continues after the last id of the page before. */
export async function exportRegister(read: ReadHandle, actor: Actor, before: string | null) {
	const { exports, users } = read.tables;
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
			createdBy: users.name,
			createdAt: exports.createdAt
		})
		.from(exports)
		.innerJoin(users, eq(users.id, exports.createdBy))
		.where(and(visibleTo(read, actor), before ? lt(exports.id, before) : undefined))
		.orderBy(desc(exports.id))
		.limit(PAGE + 1);
	const shown = rows.slice(0, PAGE);
	return { rows: shown, next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
}

/** One export the actor may take again, or null. */
export async function findExport(read: ReadHandle, actor: Actor, id: string) {
	const { exports } = read.tables;
	const [row] = await read
		.select({
			id: exports.id,
			kind: exports.kind,
			format: exports.format,
			periodFrom: exports.periodFrom,
			periodTo: exports.periodTo,
			sha256: exports.sha256
		})
		.from(exports)
		.where(and(eq(exports.id, id), visibleTo(read, actor)));
	return row ?? null;
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
