import type { Actor } from '#lib/core/actor.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { agreementTable, quarterChart, quarterTable, regionTable } from './part-tables.ts';
import { peerReviewHead } from './peer-review-head.server.ts';
import { peerTable } from './peer-review-tables.ts';

/**
 * What second looks found by facility: by modality and body region, by quarter, and each facility beside the others (ACR accreditation
 * support, Physician QA, item 8). No physician stands in it.
 */
export async function facilityPeerReview(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const found = await peerReviewHead(app, actor, { kind: 'facility-peer-review', request });
	if (!found.ok) return found;
	const { grid, head } = found.value;
	const { columns, notes, facilityPeerReview: titles } = messages.qualityReports;
	const words = messages.reports.summary;
	return ok({
		head,
		sections: [
			agreementTable('by-modality', grid.byFacility),
			quarterChart('trend', grid.byQuarter),
			quarterTable('by-quarter', grid.byQuarter),
			regionTable('by-region', grid.byRegion),
			peerTable({ id: 'facility-beside', title: titles.others, rowTitle: columns.facility }, grid.byFacility)
		],
		notes: [
			words.noteScale,
			words.noteIntervals,
			words.noteSample,
			notes.others,
			notes.quarters,
			notes.regions,
			words.noteFinal
		]
	});
}
