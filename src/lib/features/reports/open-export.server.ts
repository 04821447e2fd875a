import { readFile } from 'node:fs/promises';
import type { Actor } from '#lib/core/actor.ts';
import { periodDays } from '#lib/core/period.ts';
import { mediaTypes } from '#lib/core/reports/forms.ts';
import type { App } from '#lib/server/app.ts';
import { exportPath } from '#lib/server/files/kept-exports.ts';
import { exportFileName } from './export-commands.server.ts';
import { findExport } from './export-queries.server.ts';

// Bundles are ZIP.
const contentTypes: Readonly<Record<string, string>> = { zip: 'application/zip', ...mediaTypes };

/** The exact bytes of an export that the actor may take, or null. */
export async function openExport(app: App, actor: Actor, id: string) {
	const row = await findExport(app, actor, id);
	if (!row) return null;
	const days = periodDays({ from: row.periodFrom, to: row.periodTo });
	return {
		bytes: await readFile(exportPath(app, row.id)),
		sha256: row.sha256,
		contentType: contentTypes[row.format] ?? 'application/octet-stream',
		fileName: exportFileName(row.kind, days.fromOn, days.throughOn, row.format)
	};
}
