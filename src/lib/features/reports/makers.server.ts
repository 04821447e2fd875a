import type { Actor } from '#lib/core/actor.ts';
import type { ReportKind } from '#lib/core/reports/catalogue.ts';
import type { Report } from '#lib/core/reports/model.ts';
import type { Result } from '#lib/core/result.ts';
import type { App } from '#lib/server/app.ts';
import { complianceReport } from './compliance-report.server.ts';
import { personnelSheet } from './credentials/personnel-sheet.server.ts';
import { licenceMatrix } from './credentials/licence-matrix.server.ts';
import { expirablesReport } from './credentials/expirables-report.server.ts';
import { verificationLog } from './credentials/verification-log.server.ts';
import { cmeTranscript } from './credentials/cme-transcript.server.ts';
import { cmeGroup } from './credentials/cme-group.server.ts';
import { exclusionReport } from './credentials/exclusion-report.server.ts';
import { facilityPeerReview } from './quality/facility-peer-review.server.ts';
import { accessReport } from './quality/access-report.server.ts';
import { contractTurnaround } from './quality/contract-turnaround.server.ts';
import { discrepancyLog } from './quality/discrepancy-log.server.ts';
import { fppeReport } from './quality/fppe-report.server.ts';
import { learningStatement } from './quality/learning-statement.server.ts';
import { programmeDocument } from './quality/programme-document.server.ts';
import { radpeerSubmission } from './quality/radpeer-submission.server.ts';
import { oppePacket } from './quality/oppe-report.server.ts';
import { peerReviewSummary } from './peer-review-summary.server.ts';
import type { ReportError } from './report-scope.server.ts';
import type { MakerRequest } from './schemas.ts';

/** Makes a report for an actor, within their scope (`scopeRequest`), with a head of `makeHead`. */
export type ReportMaker = (
	app: App,
	actor: Actor,
	request: MakerRequest
) => Promise<Result<Report, ReportError>>;

/** Who makes what: one line a kind. */
export const makers: Readonly<Record<ReportKind, ReportMaker>> = {
	'peer-review-summary': peerReviewSummary,
	'facility-peer-review': facilityPeerReview,
	'oppe-packet': oppePacket,
	'fppe-plans': fppeReport,
	'discrepancy-log': discrepancyLog,
	'peer-learning': learningStatement,
	'programme-document': programmeDocument,
	'radpeer-submission': radpeerSubmission,
	'contract-turnaround': contractTurnaround,
	'access-report': accessReport,
	'interpretation-compliance': complianceReport,
	'personnel-sheet': personnelSheet,
	'licence-matrix': licenceMatrix,
	expirables: expirablesReport,
	'verification-log': verificationLog,
	'cme-transcript': cmeTranscript,
	'cme-compliance': cmeGroup,
	'exclusion-screening': exclusionReport
};
