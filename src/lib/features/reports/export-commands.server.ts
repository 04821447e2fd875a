import { createHash } from 'node:crypto';
import type { Actor } from '#lib/core/actor.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import { keepExport } from '#lib/server/files/kept-exports.ts';
import { makeReport } from './make-report.server.ts';
import { renderReport } from './render-report.server.ts';
import { scopeRequest, type ReportError } from './report-scope.server.ts';
import type { ExportRequest } from './schemas.ts';

export type ExportedReport = { readonly id: string; readonly sha256: string; readonly fileName: string };

/**
 * Makes the report that is asked for, keeps its bytes and enters it in the register with purpose, recipient and SHA-256.
 * The bytes are on disk before the register names them.
 */
export async function exportReport(
	app: App,
	actor: Actor,
	request: ExportRequest
): Promise<Result<ExportedReport, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const report = await makeReport(app, actor, request);
	if (!report.ok) return report;
	const id = app.ids();
	const head = { ...report.value.head, runId: id };
	const bytes = await renderReport({ ...report.value, head }, request.format);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	await keepExport(app, id, bytes);
	const createdAt = app.clock.now();
	await app.db.transaction(async (write) => {
		await write.insert(write.tables.exports).values({
			id,
			kind: head.kind,
			format: request.format,
			periodFrom: scoped.value.period.from,
			periodTo: scoped.value.period.to,
			scope: { facilityIds: scoped.value.facilityIds ?? null },
			policyVersions: JSON.stringify(head.policyVersions),
			frameHashes: head.frameHashes,
			n: head.n,
			sizeBytes: bytes.length,
			sha256,
			purpose: request.purpose,
			recipient: request.recipient,
			createdBy: actor.id,
			createdAt
		});
		await recordAudit(write, {
			type: 'report.exported',
			subjectId: id,
			facts: { kind: head.kind, format: request.format, sha256, n: head.n },
			at: createdAt,
			actor
		});
	});
	return ok({
		id,
		sha256,
		fileName: exportFileName(head.kind, request.from, request.through, request.format)
	});
}

/** The name a browser saves an export under. */
export function exportFileName(kind: string, fromOn: string, throughOn: string, format: string): string {
	return `overread-${kind}-${fromOn}-${throughOn}.${format}`;
}
