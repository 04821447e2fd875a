import { and, asc, eq, exists, gt, gte, inArray, lt, min, ne, sql, type SQL } from 'drizzle-orm';
import { setImmediate } from 'node:timers/promises';
import type { Actor } from '#lib/core/actor.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { quantileInterval, type QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { LEVEL } from '#lib/core/turnaround/tally.ts';
import { toldTo } from '#lib/features/quality/held.server.ts';
import type { App } from '#lib/server/app.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** The steps that a case goes, and the whole way. */
export const programmeSteps = ['assigned', 'reviewed', 'decided', 'told', 'whole'] as const;
export type ProgrammeStep = (typeof programmeSteps)[number];

/** How long a step took the cases that came into review in a period, in days. */
export type StepTimes = {
	readonly step: ProgrammeStep;
	readonly n: number;
	readonly median: QuantileInterval;
	readonly p90: QuantileInterval;
	/** Cases that have come to this step and not past it. */
	readonly waiting: number;
};

type Way = {
	readonly createdAt: Instant;
	readonly assignedAt: Instant | null;
	readonly reviewedAt: Instant | null;
	readonly decidedAt: Instant | null;
	readonly toldAt: Instant | null;
	readonly isOver: boolean;
	readonly isInCommittee: boolean;
};

/**
 * The programme's own turnaround: from the draw to the first assignment, review, committee and feedback. Nobody is named. For
 * somebody who reads, without cases of their own reads that are not released, as on the quality page: where these are would tell.
 */
export async function programmeTimes(
	app: App,
	{ radiologistId }: Actor,
	period: Period
): Promise<StepTimes[]> {
	const told = toldCases(app, radiologistId);
	const days = (from: Instant | null, to: Instant | null): number | null =>
		from === null || to === null || to < from ? null : (to - from) / DAY_MS;
	const spans: Record<ProgrammeStep, (way: Way) => number | null> = {
		assigned: (way) => days(way.createdAt, way.assignedAt),
		reviewed: (way) => days(way.assignedAt, way.reviewedAt),
		decided: (way) => days(way.reviewedAt, way.decidedAt),
		told: (way) => days(way.decidedAt ?? way.reviewedAt, way.toldAt),
		whole: (way) => days(way.createdAt, way.toldAt)
	};
	const waits: Record<ProgrammeStep, (way: Way) => boolean> = {
		assigned: (way) => way.assignedAt === null,
		reviewed: (way) => way.assignedAt !== null && way.reviewedAt === null,
		decided: (way) => way.isInCommittee,
		told: (way) => way.reviewedAt !== null && way.toldAt === null && !way.isInCommittee,
		whole: (way) => way.toldAt === null
	};
	const steps = programmeSteps.map((step) => ({ step, values: new Array<number>(), waiting: 0 }));
	for await (const ways of waysOf(app.db.read, period, told)) {
		for (const own of steps) {
			for (const way of ways) {
				const span = spans[own.step](way);
				if (span !== null) own.values.push(span);
				if (!way.isOver && waits[own.step](way)) own.waiting += 1;
			}
		}
	}
	return steps.map(({ step, values, waiting }) => ({
		step,
		n: values.length,
		median: quantileInterval(values, 0.5, LEVEL),
		p90: quantileInterval(values, 0.9, LEVEL),
		waiting
	}));
}

/** So many cases are gone through at once; others are served in between. */
const PIECE = 2000;

/** Cases that somebody who reads may be told of, in a query over cases alone; null: all. */
function toldCases(app: App, readerId: string | null): SQL | undefined {
	const { read } = app.db;
	const { cases, reads } = read.tables;
	const told = toldTo(app, readerId);
	return (
		told &&
		exists(
			read
				.select({ one: sql`1` })
				.from(reads)
				.where(and(eq(reads.id, cases.readId), told))
		)
	);
}

/** The ways of the cases that came into review in a period, in pieces. */
async function* waysOf(read: ReadHandle, { from, to }: Period, told: SQL | undefined): AsyncGenerator<Way[]> {
	const { cases } = read.tables;
	for (let after = ''; ;) {
		const drawn = await read
			.select({
				id: cases.id,
				createdAt: cases.createdAt,
				toldAt: cases.releasedAt,
				state: cases.state
			})
			.from(cases)
			.where(
				and(
					gt(cases.id, after),
					gte(cases.createdAt, from),
					lt(cases.createdAt, to),
					ne(cases.detectionMode, 'calibration'),
					told
				)
			)
			.orderBy(asc(cases.id))
			.limit(PIECE);
		if (drawn.length === 0) return;
		yield await piece(read, drawn);
		after = drawn.at(-1)?.id ?? after;
		if (drawn.length < PIECE) return;
		await setImmediate();
	}
}

type Drawn = Pick<Way, 'createdAt' | 'toldAt'> & { readonly id: string; readonly state: string };

async function piece(read: ReadHandle, drawn: readonly Drawn[]): Promise<Way[]> {
	const { assignments, reviews, committeeDecisions } = read.tables;
	const ids = drawn.map(({ id }) => id);
	const [assigned, reviewed, decided] = [
		await read
			.select({ id: assignments.caseId, at: min(assignments.assignedAt) })
			.from(assignments)
			.where(inArray(assignments.caseId, ids))
			.groupBy(assignments.caseId),
		await read
			.select({ id: reviews.caseId, at: min(reviews.submittedAt) })
			.from(reviews)
			.where(and(inArray(reviews.caseId, ids), eq(reviews.ordinal, 1)))
			.groupBy(reviews.caseId),
		await read
			.select({ id: committeeDecisions.caseId, at: min(committeeDecisions.decidedAt) })
			.from(committeeDecisions)
			.where(and(inArray(committeeDecisions.caseId, ids), eq(committeeDecisions.question, 'score')))
			.groupBy(committeeDecisions.caseId)
	].map((rows) => new Map(rows.map(({ id, at }) => [id, at === null ? null : Number(at)])));
	return drawn.map(({ id, state, ...way }) => ({
		...way,
		assignedAt: assigned?.get(id) ?? null,
		reviewedAt: reviewed?.get(id) ?? null,
		decidedAt: decided?.get(id) ?? null,
		isOver: ['withdrawn', 'closed'].includes(state),
		isInCommittee: ['in-committee', 'returned'].includes(state)
	}));
}
