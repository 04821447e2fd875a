import { and, count, desc, eq, gte, isNull } from 'drizzle-orm';
import type { BlindedCase } from '#lib/core/case/blinding.ts';
import { DAY_MS, startOfUtcDay, toZonedDay, type Instant } from '#lib/core/instant.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { quantile } from '#lib/core/statistics/quantile.ts';
import { findCurrentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { blindedColumns, blindRow } from './blinded-facts.server.ts';

/** One case of a queue, as far as its reviewer may know it. */
export type QueueItem = {
	readonly assignmentId: string;
	readonly case: BlindedCase;
	/** Start of the UTC day. Nobody is told when a case came: cases of one draw come at one instant, others at theirs. */
	readonly dueOn: Instant;
	readonly isOpened: boolean;
	/** A first look, or an own score that is to be thought over. */
	readonly purpose: 'review' | 'reconsider';
	/** Whether the committee asks: an own score may also be taken up unasked. */
	readonly isAsked: boolean;
};

/** What a reviewer did since the month began, in the group's time zone. */
export type Month = {
	readonly done: number;
	readonly due: number;
	/** Median active time of this month's reviews; null without one. */
	readonly medianMs: number | null;
};

/** What became of an own review that the committee decided. */
export type LedTo = {
	readonly modality: string;
	readonly bodyRegion: string | null;
	readonly score: Score;
	readonly outcome: string;
	readonly finalScore: Score | null;
};

/** A reviewer's open cases in the system's order: what the committee asks first, then the day they are due, then at random. There is no other order to choose. */
export async function reviewQueue(read: ReadHandle, reviewerId: string): Promise<QueueItem[]> {
	const { assignments, cases, reads } = read.tables;
	const rows = await read
		.select({
			assignmentId: assignments.id,
			dueAt: cases.dueAt,
			openedAt: assignments.openedAt,
			purpose: assignments.purpose,
			request: assignments.request,
			leaseUntil: assignments.leaseUntil,
			...blindedColumns(read)
		})
		.from(assignments)
		.innerJoin(cases, eq(cases.id, assignments.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(and(eq(assignments.reviewerId, reviewerId), eq(assignments.status, 'open')));
	const items = rows.map((row): QueueItem => ({
		assignmentId: row.assignmentId,
		case: blindRow(row),
		dueOn: dueDayOf(row),
		purpose: row.purpose === 'reconsider' ? 'reconsider' : 'review',
		isAsked: row.request !== null,
		isOpened: row.openedAt !== null
	}));
	// Ids of assignments are random: within a day the order tells nothing of when a case was made or given.
	return items.sort(
		(a, b) =>
			Number(b.isAsked) - Number(a.isAsked) || a.dueOn - b.dueOn || (a.assignmentId < b.assignmentId ? -1 : 1)
	);
}

/**
 * The UTC day on which an assignment is due, as its start. A score that is thought over is due when its lease ends: its case was due
 * when it was first scored.
 */
export function dueDayOf(row: {
	readonly purpose: string;
	readonly dueAt: Instant;
	readonly leaseUntil: Instant;
}): Instant {
	return startOfUtcDay(row.purpose === 'reconsider' ? row.leaseUntil : row.dueAt);
}

/** How many cases the reviewer has open, and how many they ended since the day began. */
export async function reviewCounts(
	read: ReadHandle,
	reviewerId: string,
	now: Instant
): Promise<{ open: number; doneToday: number }> {
	const { assignments, reviews } = read.tables;
	const timeZone = await groupTimeZone(read);
	const [open] = await read
		.select({ n: count() })
		.from(assignments)
		.where(and(eq(assignments.reviewerId, reviewerId), eq(assignments.status, 'open')));
	const [done] = await read
		.select({ n: count() })
		.from(reviews)
		.where(
			and(
				eq(reviews.reviewerId, reviewerId),
				gte(reviews.submittedAt, startOfDay(now, timeZone)),
				isNull(reviews.supersededBy)
			)
		);
	return { open: open?.n ?? 0, doneToday: done?.n ?? 0 };
}

/** The reviewer's month: reviews done, cases still held, median active time. */
export async function reviewerMonth(read: ReadHandle, reviewerId: string, now: Instant): Promise<Month> {
	const { reviews } = read.tables;
	const timeZone = await groupTimeZone(read);
	const monthStart = startOfDay(now, timeZone, 1);
	const times = await read
		.select({ activeMs: reviews.activeMs })
		.from(reviews)
		.where(
			and(
				eq(reviews.reviewerId, reviewerId),
				gte(reviews.submittedAt, monthStart),
				isNull(reviews.supersededBy)
			)
		);
	const { open } = await reviewCounts(read, reviewerId, now);
	return {
		done: times.length,
		due: open,
		medianMs: quantile(
			times.map(({ activeMs }) => activeMs),
			0.5
		)
	};
}

const LED_TO_SHOWN = 5;

/** What the committee made of the reviewer's last referred reviews, newest first. */
export async function lastOutcomes(read: ReadHandle, reviewerId: string): Promise<LedTo[]> {
	const { cases, committeeDecisions, reads, reviews } = read.tables;
	const rows = await read
		.select({
			...blindedColumns(read),
			score: reviews.score,
			outcome: committeeDecisions.outcome,
			finalScore: committeeDecisions.finalScore
		})
		.from(committeeDecisions)
		.innerJoin(reviews, eq(reviews.id, committeeDecisions.reviewId))
		.innerJoin(cases, eq(cases.id, committeeDecisions.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(
			and(
				eq(reviews.reviewerId, reviewerId),
				eq(committeeDecisions.question, 'score'),
				isNull(reviews.supersededBy)
			)
		)
		.orderBy(desc(committeeDecisions.decidedAt))
		.limit(LED_TO_SHOWN);
	return rows.flatMap(({ score, outcome, finalScore, ...row }) => {
		const { modality, bodyRegion } = blindRow(row);
		if (!isScore(score)) return [];
		return {
			modality,
			bodyRegion,
			score,
			outcome,
			finalScore: finalScore && isScore(finalScore) ? finalScore : null
		};
	});
}

async function groupTimeZone(read: ReadHandle): Promise<string> {
	return (await findCurrentPolicy(read, 'review'))?.body.timeZone ?? 'UTC';
}

/** Midnight of the calendar day of `now` in a zone, or of that month's given day. */
function startOfDay(now: Instant, timeZone: string, dayOfMonth?: number): Instant {
	const [year = 0, month = 1, day = 1] = toZonedDay(now, timeZone).split('-').map(Number);
	const local = { year, month, day: dayOfMonth ?? day, hour: 0, minute: 0, second: 0, millisecond: 0 };
	return zonedInstant(local, timeZone) ?? now - DAY_MS;
}
