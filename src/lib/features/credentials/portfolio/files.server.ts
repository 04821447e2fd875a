import { readFile } from 'node:fs/promises';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { periodDays } from '#lib/core/period.ts';
import { personalKinds } from '#lib/core/reports/personal.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
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

/** The exact bytes of a document that the actor took of themselves. */
export async function openOwnFile(
	app: App,
	actor: Actor,
	id: string
): Promise<
	Result<
		{ readonly bytes: Buffer; readonly sha256: string; readonly fileName: string },
		'export-not-found' | 'export-missing'
	>
> {
	const { exports: t } = app.db.read.tables;
	const [row] = await app.db.read
		.select({ id: t.id, kind: t.kind, periodTo: t.periodTo, sha256: t.sha256 })
		.from(t)
		.where(and(eq(t.id, id), eq(t.createdBy, actor.id), inArray(t.kind, [...personalKinds])));
	if (!row) return err('export-not-found');
	const bytes = await readFile(exportPath(app, row.id)).catch((error: unknown) => {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	});
	if (!bytes) {
		app.log.error({ exportId: row.id }, 'the file of an export is not there');
		return err('export-missing');
	}
	const { throughOn } = periodDays({ from: row.periodTo - 1, to: row.periodTo });
	return ok({ bytes, sha256: row.sha256, fileName: `overread-${row.kind}-${throughOn}.pdf` });
}
