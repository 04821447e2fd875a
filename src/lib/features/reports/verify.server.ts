import { toIso } from '#lib/core/instant.ts';
import { periodDays } from '#lib/core/period.ts';
import { standingOf, type Standing } from '#lib/core/reports/register.ts';
import { ok, type Ok } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { findExportByHash } from './export-queries.server.ts';

export type FileVerdict = {
	readonly sha256: string;
	readonly genuine: boolean;
	readonly export: {
		readonly kind: string;
		readonly format: string;
		readonly periodFromOn: string;
		readonly periodThroughOn: string;
		readonly n: number;
		readonly exportedAt: string;
		/** Which copy it is, and when it was taken; null for the original and what bears no mark. */
		readonly copy: { readonly number: number; readonly takenAt: string } | null;
		readonly standing: Standing;
	} | null;
};

/** Whether a file with this SHA-256 was exported here, and what it is. */
export async function verifyFileHash(app: App, sha256: string): Promise<Ok<FileVerdict>> {
	const row = await findExportByHash(app.db.read, sha256);
	if (!row) return ok({ sha256, genuine: false, export: null });
	const days = periodDays({ from: row.periodFrom, to: row.periodTo });
	return ok({
		sha256,
		genuine: true,
		export: {
			kind: row.kind,
			format: row.format,
			periodFromOn: days.fromOn,
			periodThroughOn: days.throughOn,
			n: row.n,
			exportedAt: toIso(row.createdAt),
			copy: row.copy === null ? null : { number: row.copy, takenAt: toIso(row.takenAt) },
			standing: standingOf(row, app.clock.now())
		}
	});
}
