import { and, eq, gte, inArray, lt, min, ne } from 'drizzle-orm';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import type { Period } from '#lib/core/period.ts';
import { quantileInterval, type QuantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { LEVEL } from '#lib/core/turnaround/tally.ts';
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

/** The programme's own turnaround: from the draw to the first assignment, review, committee and feedback. Nobody is named. */
export async function programmeTimes(read: ReadHandle, period: Period): Promise<StepTimes[]> {
	const ways = await waysOf(read, period);
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
	return programmeSteps.map((step) => {
		const values = ways.map(spans[step]);
		return {
			step,
			n: values.filter((value) => value !== null).length,
			median: quantileInterval(values, 0.5, LEVEL),
			p90: quantileInterval(values, 0.9, LEVEL),
			waiting: ways.filter((way) => !way.isOver && waits[step](way)).length
		};
	});
}

async function waysOf(read: ReadHandle, { from, to }: Period): Promise<Way[]> {
	const { cases, assignments, reviews, committeeDecisions } = read.tables;
	const isDrawn = and(
		gte(cases.createdAt, from),
		lt(cases.createdAt, to),
		ne(cases.detectionMode, 'calibration')
	);
	const drawn = await read
		.select({
			id: cases.id,
			createdAt: cases.createdAt,
			toldAt: cases.releasedAt,
			state: cases.state
		})
		.from(cases)
		.where(isDrawn);
	const ids = read.select({ id: cases.id }).from(cases).where(isDrawn);
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
