import { and, asc, eq, gt, inArray, isNotNull, lt } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { Period } from '#lib/core/period.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { summaryTable, type SummaryEntry } from '#lib/core/reports/peer-review-summary.ts';
import { addSummaries, emptySummary, type ScoreSummary } from '#lib/core/reports/score-summary.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { toldTo } from '#lib/features/quality/held.server.ts';
import {
	tallyCaseStates,
	tallyFinalScores,
	tallyReads,
	type TallyFilter
} from '#lib/features/quality/review-tally.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { messages } from '#lib/i18n/messages.ts';
import { peerReviewPrivilege } from './privilege.ts';
import { makeHead } from './report-head.server.ts';
import { scopeRequest, type ReportError } from './report-scope.server.ts';
import type { MakerRequest } from './schemas.ts';

type Margin = 'readerId' | 'facilityId';

async function entriesBy(
	read: ReadHandle,
	filter: TallyFilter,
	margin: Margin,
	codes: ReadonlyMap<string, string>
): Promise<SummaryEntry[]> {
	const cells = new Map<string, { row: string; modality: string; summary: ScoreSummary }>();
	const add = (cell: { modality: string } & Record<Margin, string>, part: Partial<ScoreSummary>): void => {
		const row = codes.get(cell[margin]) ?? '?';
		const key = `${row}\u0000${cell.modality}`;
		const before = cells.get(key)?.summary ?? emptySummary;
		const summary = addSummaries(before, { ...emptySummary, ...part });
		cells.set(key, { row, modality: cell.modality, summary });
	};
	for (const cell of await tallyReads(read, filter)) add(cell, { reads: cell.n });
	for (const cell of await tallyCaseStates(read, filter)) add(cell, { sampled: cell.n });
	for (const cell of await tallyFinalScores(read, filter)) {
		add(cell, { reviewed: cell.n, byScore: { ...emptySummary.byScore, [cell.score]: cell.n } });
	}
	return [...cells.values()];
}

/** The draws whose period meets this one, revealed, in order: their frame hashes are printed on the report. */
async function drawsOf(read: ReadHandle, period: Period) {
	const { draws, policies } = read.tables;
	return read
		.select({
			frameHash: draws.frameHash,
			commitment: draws.commitment,
			exclusions: draws.exclusions,
			policyVersion: policies.version
		})
		.from(draws)
		.innerJoin(policies, eq(policies.id, draws.policyId))
		.where(and(isNotNull(draws.revealedAt), lt(draws.periodFrom, period.to), gt(draws.periodTo, period.from)))
		.orderBy(asc(draws.periodFrom), asc(draws.id));
}

/**
 * The peer-review summary by physician × modality and by facility × modality for a period, within the actor's scope. For somebody with
 * reads of their own it counts scores of these once they are released, as the quality page does, and its head says so.
 */
export async function peerReviewSummary(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period, facilityIds } = scoped.value;
	const { read } = app.db;
	const { radiologists, facilities } = read.tables;
	const filter: TallyFilter = {
		period,
		told: toldTo(app, actor.radiologistId),
		...(facilityIds ? { facilityIds } : {})
	};

	const readers = await read.select({ id: radiologists.id, code: radiologists.code }).from(radiologists);
	const places = await read
		.select({ id: facilities.id, code: facilities.code, name: facilities.name })
		.from(facilities)
		.where(facilityIds ? inArray(facilities.id, [...facilityIds]) : undefined);
	const suppression = await currentPolicy(read, 'suppression');
	const review = await currentPolicy(read, 'review');
	const minimum = suppression.body.minimumReviews;

	const byReader = await entriesBy(
		read,
		filter,
		'readerId',
		new Map(readers.map(({ id, code }) => [id, code]))
	);
	const byFacility = await entriesBy(
		read,
		filter,
		'facilityId',
		new Map(places.map(({ id, code }) => [id, code]))
	);
	const total = byReader.reduce((sum, { summary }) => addSummaries(sum, summary), emptySummary);
	const scores = await tallyFinalScores(read, filter);
	const levels = [...new Set(scores.map(({ blindingLevel }) => blindingLevel))].sort();
	const draws = await drawsOf(read, period);
	const exclusions: Record<string, number> = {};
	for (const draw of draws) {
		for (const [reason, n] of Object.entries(draw.exclusions ?? {})) {
			exclusions[reason] = (exclusions[reason] ?? 0) + n;
		}
	}
	const words = messages.reports.summary;
	const head = await makeHead(app, actor, {
		kind: 'peer-review-summary',
		request,
		facts: {
			scope: facilityIds
				? places
						.map(({ code }) => code)
						.sort()
						.join(', ')
				: words.allFacilities,
			detectionMode: 'random',
			blindingLevels: levels,
			policyVersions: {
				review: review.version,
				suppression: suppression.version,
				...(draws.length > 0 ? { sampling: Math.max(...draws.map((draw) => draw.policyVersion)) } : {})
			},
			frameHashes: draws.flatMap(({ frameHash }) => (frameHash ? [frameHash] : [])),
			seedCommitments: draws.map(({ commitment }) => commitment),
			n: total.reviewed,
			nOf: words.nOf,
			exclusions,
			suppression: words.suppression(minimum),
			...(actor.radiologistId === null ? {} : { leftOut: words.leftOut }),
			privilege: peerReviewPrivilege()
		}
	});
	const table = { minimum, empty: messages.reports.emptyTable };
	return ok({
		head,
		sections: [
			summaryTable({
				...table,
				id: 'by-physician',
				title: words.byPhysician,
				rowTitle: words.physician,
				entries: byReader
			}),
			summaryTable({
				...table,
				id: 'by-facility',
				title: words.byFacility,
				rowTitle: words.facility,
				entries: byFacility
			})
		],
		notes: [words.noteScale, words.noteIntervals, words.noteSample, words.noteFinal]
	});
}
