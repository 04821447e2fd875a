import type { Actor } from '#lib/core/actor.ts';
import type { Period } from '#lib/core/period.ts';
import { tablesOf } from '#lib/core/reports/model.ts';
import type { RunStage } from '#lib/core/reports/runs.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { makeReport } from '#lib/features/reports/make-report.server.ts';
import { renderReport, reportPieces } from '#lib/features/reports/render-report.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { ReportForm } from '#lib/core/reports/forms.ts';
import type { ReportRequest } from '#lib/features/reports/schemas.ts';
import type { App } from '#lib/server/app.ts';
import { exportModelPath, exportPath, keepPieces } from '#lib/server/files/kept-exports.ts';

/** A report on the disk, and what the register says of it. */
export type WrittenFile = {
	readonly exportId: string;
	readonly kind: string;
	readonly format: ReportForm | 'zip';
	readonly period: Period;
	/** Null: of all facilities. */
	readonly facilityIds: readonly string[] | null;
	readonly aboutId: string | null;
	readonly policyVersions: Readonly<Record<string, number>>;
	readonly frameHashes: readonly string[];
	readonly n: number;
	readonly sizeBytes: number;
	readonly sha256: string;
	/** Of what copies are made of; null: they are the bytes themselves. */
	readonly modelSha256: string | null;
};

/** Told as a report comes to be: the stage, and its steps where they are counted. */
export type Tell = (stage: RunStage, done?: number, of?: number) => void;

/**
 * Makes the report that is asked for, as the actor may see it, and writes it to the disk in its form and as what copies are made of. Nothing
 * names the files yet.
 */
export async function writeReportFile(
	app: App,
	actor: Actor,
	given: {
		readonly request: ReportRequest & { readonly format: ReportForm };
		readonly exportId: string;
		readonly tell?: Tell;
	}
): Promise<Result<WrittenFile, ReportError>> {
	const { request, exportId, tell } = given;
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	tell?.('making');
	const made = await makeReport(app, actor, request);
	if (!made.ok) return made;
	const report = { ...made.value, head: { ...made.value.head, runId: exportId } };
	tell?.('writing');
	const pieces: Iterable<string | Uint8Array> = reportPieces(report, request.format, null) ?? [
		await renderReport(report, request.format)
	];
	const rows = tablesOf(report).reduce((sum, table) => sum + table.rows.length, 0);
	const { sha256, sizeBytes } = await keepPieces(
		exportPath(app, exportId),
		counted(pieces, (done) => tell?.('writing', Math.min(done, rows), rows))
	);
	tell?.('keeping');
	const model = await keepPieces(exportModelPath(app, exportId), [JSON.stringify(report)]);
	const { kind, policyVersions, frameHashes, n } = report.head;
	return ok({
		exportId,
		kind,
		format: request.format,
		period: scoped.value.period,
		facilityIds: scoped.value.facilityIds ?? null,
		aboutId: request.radiologist ?? null,
		policyVersions,
		frameHashes,
		n,
		sizeBytes,
		sha256,
		modelSha256: model.sha256
	});
}

const PIECES_BETWEEN = 1000;

/** The same pieces; tells now and then how many have gone by. */
function* counted<T>(pieces: Iterable<T>, tell: (done: number) => void): Generator<T> {
	let done = 0;
	for (const piece of pieces) {
		yield piece;
		done += 1;
		if (done % PIECES_BETWEEN === 0) tell(done);
	}
}
