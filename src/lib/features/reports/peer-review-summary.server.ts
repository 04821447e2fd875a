import { and, asc, eq, gt, inArray, isNotNull, lt } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { toIso } from '#lib/core/instant.ts';
import { makePeriod, type Period } from '#lib/core/period.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { summaryTable, type SummaryEntry } from '#lib/core/reports/peer-review-summary.ts';
import { addSummaries, emptySummary, type ScoreSummary } from '#lib/core/reports/score-summary.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
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
import type { ReportRequest } from './schemas.ts';
import { messages } from '#lib/i18n/messages.ts';

export type ReportError = 'period-invalid' | 'period-out-of-scope' | 'facility-out-of-scope';

/** The period and facilities of a request, within the actor's scope; an auditor's defaults to all of it. */
export function scopeRequest(
	actor: Actor,
	request: ReportRequest
): Result<{ period: Period; facilityIds: readonly string[] | undefined }, ReportError> {
	const period = makePeriod(request.from, request.through);
	if (!period) return err('period-invalid');
	const wanted = request.facility ? [request.facility] : undefined;
	if (!actor.scope) return ok({ period, facilityIds: wanted });
	if (period.from < actor.scope.from || period.to > actor.scope.to) return err('period-out-of-scope');
	const { facilityIds } = actor.scope;
	if (wanted && !wanted.every((id) => facilityIds.includes(id))) return err('facility-out-of-scope');
	return ok({ period, facilityIds: wanted ?? facilityIds });
}

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
	request: ReportRequest
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
	const group = await findGroup(read);
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
	return ok({
		head: {
			format: 'overread-report/1',
			kind: 'peer-review-summary',
			title: words.title,
			group: group?.name ?? '',
			periodFromOn: request.from,
			periodThroughOn: request.through,
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
			n: total.reviewed,
			exclusions,
			suppression: words.suppression(minimum),
			...(actor.radiologistId === null ? {} : { leftOut: words.leftOut }),
			generatedAt: toIso(app.clock.now()),
			generator: 'Overread 0.1.0',
			privilege: words.privilege
		},
		tables: [
			summaryTable({
				id: 'by-physician',
				title: words.byPhysician,
				rowTitle: words.physician,
				entries: byReader,
				minimum
			}),
			summaryTable({
				id: 'by-facility',
				title: words.byFacility,
				rowTitle: words.facility,
				entries: byFacility,
				minimum
			})
		],
		notes: [words.noteScale, words.noteIntervals, words.noteSample, words.noteFinal]
	});
}
