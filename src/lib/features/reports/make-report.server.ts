import type { Actor } from '#lib/core/actor.ts';
import { entryOf, mayMake } from '#lib/core/reports/catalogue.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { err, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { makers } from './makers.server.ts';
import type { ReportError } from './report-scope.server.ts';
import type { ReportRequest } from './schemas.ts';

/** Why a report cannot be asked for like this, before anything is read; null when it can. */
export function refusalOf(actor: Actor, { kind, ...request }: ReportRequest): ReportError | null {
	const { parameters } = entryOf(kind);
	if (!mayMake(actor, kind)) return 'not-permitted';
	if (parameters.facility === 'required' && !request.facility) return 'facility-not-chosen';
	if (parameters.radiologist === 'required' && !request.radiologist) return 'radiologist-not-chosen';
	if (parameters.modality === 'required' && !request.modality) return 'modality-not-chosen';
	if (parameters.authority === 'required' && !request.authority) return 'authority-not-chosen';
	return null;
}

/** The report that is asked for, within what the actor may see. */
export async function makeReport(
	app: App,
	actor: Actor,
	request: ReportRequest
): Promise<Result<Report, ReportError>> {
	const refusal = refusalOf(actor, request);
	return refusal ? err(refusal) : makers[request.kind](app, actor, request);
}
