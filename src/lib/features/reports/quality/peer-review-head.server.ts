import { inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { ReportKind } from '#lib/core/reports/catalogue.ts';
import type { ReportHead } from '#lib/core/reports/model.ts';
import { peerReviewGrid, type PeerReviewGrid } from '#lib/core/reports/peer-review/grid.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { toldTo } from '#lib/features/quality/held.server.ts';
import { peerReviewPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { findCodes, loadPeerReviewFacts } from './peer-review-facts.server.ts';
import { samplingFacts } from './sampling-facts.server.ts';

/** Whose facilities a report is of, in words: their codes, or all. */
export async function scopeWords(
	read: ReadHandle,
	facilityIds: readonly string[] | undefined
): Promise<string> {
	if (!facilityIds) return messages.reports.summary.allFacilities;
	if (facilityIds.length === 0) return '';
	const { facilities } = read.tables;
	const rows = await read
		.select({ code: facilities.code })
		.from(facilities)
		.where(inArray(facilities.id, [...facilityIds]));
	return rows
		.map(({ code }) => code)
		.sort()
		.join(', ');
}

/**
 * What the peer-review reports have in common: everything that they count, with what is hidden worked out over all of it, and their head.
 * Both count the same rows, so that neither gives away what the other hides.
 */
export async function peerReviewHead(
	app: App,
	actor: Actor,
	{ kind, request }: { readonly kind: ReportKind; readonly request: MakerRequest }
): Promise<Result<{ grid: PeerReviewGrid; head: ReportHead }, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period, facilityIds } = scoped.value;
	const { read } = app.db;
	const { levels, ...facts } = await loadPeerReviewFacts(
		read,
		{ period, told: toldTo(app, actor.radiologistId), ...(facilityIds ? { facilityIds } : {}) },
		await findCodes(read)
	);
	const suppression = await currentPolicy(read, 'suppression');
	const review = await currentPolicy(read, 'review');
	const minimum = suppression.body.minimumReviews;
	const grid = peerReviewGrid(facts, minimum);
	const { policyVersions, ...drawn } = await samplingFacts(read, period);
	const words = messages.reports.summary;
	const head = await makeHead(app, actor, {
		kind,
		request,
		facts: {
			...drawn,
			scope: await scopeWords(read, facilityIds),
			detectionMode: 'random',
			blindingLevels: levels,
			policyVersions: { review: review.version, suppression: suppression.version, ...policyVersions },
			n: grid.total.summary.reviewed,
			nOf: words.nOf,
			suppression: messages.qualityReports.suppression(minimum),
			...(actor.radiologistId === null ? {} : { leftOut: words.leftOut }),
			privilege: peerReviewPrivilege()
		}
	});
	return ok({ grid, head });
}
