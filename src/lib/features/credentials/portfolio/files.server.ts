import { readFile } from 'node:fs/promises';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { periodDays } from '#lib/core/period.ts';
import { personalKinds } from '#lib/core/reports/personal.ts';
import type { App } from '#lib/server/app.ts';
import { exportPath } from '#lib/server/files/kept-exports.ts';
const SHOWN = 50;

/** A document that somebody took away of themselves. */
export type OwnFile = {
	readonly id: string;
	readonly kind: string;
	readonly fromOn: string;
	readonly throughOn: string;
	readonly sizeBytes: number;
	readonly sha256: string;
	readonly createdAt: number;
};

/** The newest documents that the actor took of themselves. */
export async function ownFiles(app: App, actor: Actor): Promise<OwnFile[]> {
	const { exports: t } = app.db.read.tables;
	const rows = await app.db.read
		.select({
			id: t.id,
			kind: t.kind,
			periodFrom: t.periodFrom,
			periodTo: t.periodTo,
			sizeBytes: t.sizeBytes,
			sha256: t.sha256,
			createdAt: t.createdAt
		})
		.from(t)
		.where(and(eq(t.createdBy, actor.id), inArray(t.kind, [...personalKinds])))
		.orderBy(desc(t.id))
		.limit(SHOWN);
	return rows.map(({ periodFrom, periodTo, ...row }) => ({
		...row,
		...periodDays({ from: periodFrom, to: periodTo })
	}));
}

/** The exact bytes of a document that the actor took of themselves, or null. */
export async function openOwnFile(app: App, actor: Actor, id: string) {
	const { exports: t } = app.db.read.tables;
	const [row] = await app.db.read
		.select({ id: t.id, kind: t.kind, periodTo: t.periodTo, sha256: t.sha256 })
		.from(t)
		.where(and(eq(t.id, id), eq(t.createdBy, actor.id), inArray(t.kind, [...personalKinds])));
	if (!row) return null;
	const { throughOn } = periodDays({ from: row.periodTo - 1, to: row.periodTo });
	return {
		bytes: await readFile(exportPath(app, row.id)),
		sha256: row.sha256,
		fileName: `overread-${row.kind}-${throughOn}.pdf`
	};
}
