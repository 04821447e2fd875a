import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS } from '#lib/core/instant.ts';
import { usualLifeDays } from '#lib/core/reports/register.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { enterExport } from './register/enter.server.ts';
import type { ReportError } from './report-scope.server.ts';
import { writeReportFile } from './runs/write-file.server.ts';
import type { ExportRequest } from './schemas.ts';

export type ExportedReport = { readonly id: string; readonly sha256: string };

/**
 * Makes the report that is asked for here and now, and enters it in the register. Pages ask for one in the background
 * (`runs/ask.server.ts`). The bytes are on disk before the register names them.
 */
export async function exportReport(
	app: App,
	actor: Actor,
	request: ExportRequest
): Promise<Result<ExportedReport, ReportError>> {
	const written = await writeReportFile(app, actor, { request, exportId: app.ids() });
	if (!written.ok) return written;
	const { exportId: id, sha256 } = written.value;
	const now = app.clock.now();
	const expiresAt = now + (request.lifeDays ?? usualLifeDays) * DAY_MS;
	await app.db.transaction((write) =>
		enterExport(write, written.value, { ...request, expiresAt, actor, now })
	);
	return ok({ id, sha256 });
}

/** The name a browser saves an export under. */
export function exportFileName(kind: string, fromOn: string, throughOn: string, format: string): string {
	return `overread-${kind}-${fromOn}-${throughOn}.${format}`;
}
