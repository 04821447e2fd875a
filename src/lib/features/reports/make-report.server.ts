import type { Actor } from '#lib/core/actor.ts';
import type { Report } from '#lib/core/reports/model.ts';
import type { Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { complianceReport } from './compliance-report.server.ts';
import { peerReviewSummary, type ReportError } from './peer-review-summary.server.ts';
import type { ReportRequest } from './schemas.ts';

/** The report that is asked for, within the actor's scope. */
export function makeReport(
	app: App,
	actor: Actor,
	request: ReportRequest
): Promise<Result<Report, ReportError>> {
	return request.kind === 'interpretation-compliance'
		? complianceReport(app, actor, request)
		: peerReviewSummary(app, actor, request);
}
