import { and, count, eq, gt, gte, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { finalStates } from '#lib/core/case/life.ts';
import { lastMonths, type Period } from '#lib/core/period.ts';
import { parseCategory, type CriticalTimes } from '#lib/core/turnaround/critical.ts';
import { handleable } from '#lib/features/corrections/door.server.ts';
import { toldTo } from '#lib/features/quality/held.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** Of whose reads, where and when: rows come by the id of the radiologist. */
export type Asked = { readonly facilityId: string; readonly period: Period };

const MONTHS = 12;

/** Finished reads of each radiologist, those of them that are corrected reports, and the reads of the twelve months up to the end of the period. */
export async function readCounts(read: ReadHandle, { facilityId, period }: Asked) {
	const { reads } = read.tables;
	const year = lastMonths(period.to - 1, MONTHS);
	const isHere = (of: Period) =>
		and(
			eq(reads.facilityId, facilityId),
			eq(reads.kind, 'final'),
			inArray(reads.status, ['current', 'corrected']),
			gte(reads.finalAt, of.from),
			lt(reads.finalAt, of.to)
		);
	const byStatus = await read
		.select({ readerId: reads.readerId, status: reads.status, n: count() })
		.from(reads)
		.where(isHere(period))
		.groupBy(reads.readerId, reads.status);
	const inYear = await read
		.select({ readerId: reads.readerId, n: count() })
		.from(reads)
		.where(isHere(year))
		.groupBy(reads.readerId);
	return { byStatus, inYear: new Map(inYear.map(({ readerId, n }) => [readerId, n])) };
}

/** Critical results of each radiologist's reads that were found in the period; those recorded by mistake are left out. */
export async function criticalTimes(
	read: ReadHandle,
	{ facilityId, period }: Asked
): Promise<(CriticalTimes & { readerId: string })[]> {
	const { criticalResults, reads } = read.tables;
	const rows = await read
		.select({
			readerId: reads.readerId,
			category: criticalResults.category,
			identifiedAt: criticalResults.identifiedAt,
			dueAt: criticalResults.dueAt,
			receivedAt: criticalResults.receivedAt
		})
		.from(criticalResults)
		.innerJoin(reads, eq(reads.id, criticalResults.readId))
		.where(
			and(
				eq(reads.facilityId, facilityId),
				gte(criticalResults.identifiedAt, period.from),
				lt(criticalResults.identifiedAt, period.to),
				ne(criticalResults.status, 'withdrawn')
			)
		);
	return rows.flatMap((row) => {
		const category = parseCategory(row.category);
		return category ? [{ ...row, category }] : [];
	});
}

/** Corrections of each radiologist's reads that were opened in the period; none of a case that the actor judges or may not know of. */
export async function correctionRows(app: App, actor: Actor, { facilityId, period }: Asked) {
	const { read } = app.db;
	const { corrections, reads } = read.tables;
	return read
		.select({
			readerId: reads.readerId,
			dueAt: corrections.dueAt,
			informedAt: corrections.informedAt,
			addendumAt: corrections.addendumAt
		})
		.from(corrections)
		.innerJoin(reads, eq(reads.id, corrections.readId))
		.where(
			and(
				eq(reads.facilityId, facilityId),
				gte(corrections.openedAt, period.from),
				lt(corrections.openedAt, period.to),
				ne(corrections.status, 'not-needed'),
				handleable(read, actor, app.clock.now())
			)
		);
}

/** Complaints about each radiologist's reads that came in in the period, with what the review found where it is final and may be told. */
export async function complaintRows(app: App, actor: Actor, { facilityId, period }: Asked) {
	const { read } = app.db;
	const { cases, reads, referrals } = read.tables;
	return read
		.select({ readerId: reads.readerId, score: cases.finalScore, attribution: cases.attribution })
		.from(referrals)
		.innerJoin(reads, eq(reads.id, referrals.readId))
		.leftJoin(
			cases,
			and(
				eq(cases.id, referrals.caseId),
				inArray(cases.state, [...finalStates]),
				toldTo(app, actor.radiologistId)
			)
		)
		.where(
			and(
				eq(referrals.mode, 'complaint'),
				eq(reads.facilityId, facilityId),
				gte(referrals.receivedAt, period.from),
				lt(referrals.receivedAt, period.to)
			)
		);
}

/** Final scores of 3b of each radiologist's reads of the period, however the case came into review. */
export async function severeCounts(app: App, actor: Actor, { facilityId, period }: Asked) {
	const { read } = app.db;
	const { cases, reads } = read.tables;
	const signedAt = sql`coalesce(${reads.finalAt}, ${reads.preliminaryAt})`;
	const rows = await read
		.select({ readerId: reads.readerId, n: count() })
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(
			and(
				eq(cases.finalScore, '3b'),
				ne(cases.detectionMode, 'calibration'),
				inArray(cases.state, [...finalStates]),
				eq(reads.facilityId, facilityId),
				gte(signedAt, period.from),
				lt(signedAt, period.to),
				toldTo(app, actor.radiologistId)
			)
		)
		.groupBy(reads.readerId);
	return new Map(rows.map(({ readerId, n }) => [readerId, n]));
}

/** What each radiologist did for the programme in the period: how often, never with what. */
export type TakenPart = {
	readonly reviews: number;
	readonly attended: number;
	readonly submissions: number;
};

/** Second looks submitted, conferences attended and cases sent in, by the radiologist of the account; and the conferences held. */
export async function takenPart(read: ReadHandle, period: Period) {
	const { attendances, conferences, learningCases, reviews, users } = read.tables;
	const isOf = isNotNull(users.radiologistId);
	const looked = await read
		.select({ id: users.radiologistId, n: count() })
		.from(reviews)
		.innerJoin(users, eq(users.id, reviews.reviewerId))
		.where(
			and(
				isOf,
				isNull(reviews.supersededBy),
				gte(reviews.submittedAt, period.from),
				lt(reviews.submittedAt, period.to)
			)
		)
		.groupBy(users.radiologistId);
	const isHeld = and(
		eq(conferences.status, 'held'),
		gte(conferences.startsAt, period.from),
		lt(conferences.startsAt, period.to)
	);
	const attended = await read
		.select({ id: users.radiologistId, n: count() })
		.from(attendances)
		.innerJoin(users, eq(users.id, attendances.userId))
		.innerJoin(conferences, eq(conferences.id, attendances.conferenceId))
		.where(and(isOf, isHeld))
		.groupBy(users.radiologistId);
	const sent = await read
		.select({ id: users.radiologistId, n: count() })
		.from(learningCases)
		.innerJoin(users, eq(users.id, learningCases.submittedBy))
		.where(and(isOf, gte(learningCases.submittedAt, period.from), lt(learningCases.submittedAt, period.to)))
		.groupBy(users.radiologistId);
	const [held] = await read.select({ n: count() }).from(conferences).where(isHeld);
	const of = (rows: readonly { id: string | null; n: number }[], id: string): number =>
		rows.find((row) => row.id === id)?.n ?? 0;
	return {
		held: held?.n ?? 0,
		of: (id: string): TakenPart => ({
			reviews: of(looked, id),
			attended: of(attended, id),
			submissions: of(sent, id)
		})
	};
}

/** Focused evaluations that met the period, by radiologist. */
export async function plansOf(read: ReadHandle, period: Period) {
	const { focusedPlans } = read.tables;
	const rows = await read
		.select({
			radiologistId: focusedPlans.radiologistId,
			trigger: focusedPlans.trigger,
			periodFrom: focusedPlans.periodFrom,
			periodTo: focusedPlans.periodTo,
			status: focusedPlans.status,
			outcome: focusedPlans.outcome
		})
		.from(focusedPlans)
		.where(and(lt(focusedPlans.periodFrom, period.to), gt(focusedPlans.periodTo, period.from)))
		.orderBy(focusedPlans.periodFrom, focusedPlans.id);
	return Map.groupBy(rows, ({ radiologistId }) => radiologistId);
}
