import type { Actor } from '#lib/core/actor.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { messages } from '#lib/i18n/messages.ts';
import { peerReviewHead } from './quality/peer-review-head.server.ts';
import { peerTable, scoreTable, volumeTable } from './quality/peer-review-tables.ts';
import type { ReportError } from './report-scope.server.ts';
import type { MakerRequest } from './schemas.ts';

/**
 * The peer-review summary by physician × modality and by facility × modality for a period, within the actor's scope (ACR accreditation
 * support, Physician QA, items 7 and 8). For somebody with reads of their own it counts scores of these once they are released, as the
 * quality page does, and its head says so.
 */
export async function peerReviewSummary(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const found = await peerReviewHead(app, actor, { kind: 'peer-review-summary', request });
	if (!found.ok) return found;
	const { grid, head } = found.value;
	const { columns, notes, peerReview: titles } = messages.qualityReports;
	const words = messages.reports.summary;
	const physician = { rowTitle: columns.physician };
	const facility = { rowTitle: columns.facility };
	return ok({
		head,
		sections: [
			scoreTable({ ...physician, id: 'by-physician', title: titles.byPhysician }, grid.byReader),
			volumeTable(
				{ ...physician, id: 'review-by-physician', title: titles.reviewByPhysician },
				grid.byReader
			),
			peerTable({ ...physician, id: 'physician-beside', title: titles.physicianBeside }, grid.byReader),
			scoreTable({ ...facility, id: 'by-facility', title: titles.byFacility }, grid.byFacility),
			volumeTable({ ...facility, id: 'review-by-facility', title: titles.reviewByFacility }, grid.byFacility)
		],
		notes: [
			words.noteScale,
			words.noteIntervals,
			notes.reviewed,
			notes.days,
			notes.actions,
			notes.others,
			words.noteFinal
		]
	});
}
