import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ReportForm } from '#lib/core/reports/forms.ts';
import type { CopyMark, Report } from '#lib/core/reports/model.ts';
import { renderReport } from '#lib/features/reports/render-report.server.ts';
import type { App } from '#lib/server/app.ts';
import { exportModelPath } from '#lib/server/files/kept-exports.ts';

/**
 * The bytes of a copy, which bears its mark, of a report that was kept. `hidesCheckpoint`: for whoever has reads of their own, whom the number of
 * entries of the audit log would tell how many they are not shown.
 */
export async function writeCopy(
	app: Pick<App, 'documentsFolder'>,
	given: {
		readonly exportId: string;
		readonly format: ReportForm;
		readonly copy: CopyMark;
		readonly hidesCheckpoint: boolean;
	}
): Promise<Uint8Array> {
	const text = await readFile(exportModelPath(app, given.exportId), 'utf8');
	// It was written from one (`write-file.server.ts`), and its hash is that of the register.
	const report = JSON.parse(text) as Report;
	const head = given.hidesCheckpoint ? { ...report.head, auditCheckpoint: null } : report.head;
	return renderReport({ ...report, head }, given.format, given.copy);
}

/** Whether what copies are made of is what the register says. */
export async function isModelWhole(
	app: Pick<App, 'documentsFolder'>,
	file: { readonly id: string; readonly modelSha256: string }
): Promise<boolean> {
	const bytes = await readFile(exportModelPath(app, file.id)).catch(() => null);
	return bytes !== null && createHash('sha256').update(bytes).digest('hex') === file.modelSha256;
}
