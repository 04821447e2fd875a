import { and, asc, desc, eq, gt, inArray, ne, type SQL } from 'drizzle-orm';
import { type ListPlace, makeListPlace } from '#lib/core/list-place.ts';
import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { periodDays } from '#lib/core/period.ts';
import { standingOf, type PlanStanding, type PlanTerms } from '#lib/core/referrals/plan.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { isPast } from '#lib/server/db/keyset.ts';

/** A plan as what runs it needs it. */
export type PlanRow = {
	readonly id: string;
	readonly radiologistId: string;
	readonly modalities: readonly string[];
	readonly terms: PlanTerms;
	readonly createdBy: string;
};

type Plan = ReadHandle['tables']['focusedPlans']['$inferSelect'];

const termsOf = (plan: Plan): PlanTerms => ({
	targetCount: plan.targetCount,
	from: plan.periodFrom,
	to: plan.periodTo,
	maxSignificant: plan.maxSignificant,
	maxScoreThree: plan.maxScoreThree
});
const modalitiesOf = ({ modalities }: Plan): string[] => modalities.split(',').filter(Boolean);

/** The plans that run. */
export async function activePlans(read: ReadHandle): Promise<PlanRow[]> {
	const { focusedPlans } = read.tables;
	const rows = await read
		.select()
		.from(focusedPlans)
		.where(eq(focusedPlans.status, 'active'))
		.orderBy(asc(focusedPlans.id));
	return rows.map((plan) => ({
		id: plan.id,
		radiologistId: plan.radiologistId,
		modalities: modalitiesOf(plan),
		terms: termsOf(plan),
		createdBy: plan.createdBy
	}));
}

/** A plan as the director sees it: what was fixed, how far it is, what came of it. */
export type PlanView = {
	readonly id: string;
	readonly reader: { readonly code: string; readonly familyName: string; readonly givenName: string };
	readonly trigger: string;
	readonly reason: string;
	readonly modalities: readonly string[];
	readonly fromOn: string;
	readonly throughOn: string;
	readonly criteria: string;
	readonly terms: PlanTerms;
	readonly status: string;
	readonly outcome: string | null;
	readonly outcomeWords: string | null;
	readonly endedAt: Instant | null;
	/** Reads taken so far; of those, `standing.done` have a final score. */
	readonly drawn: number;
	readonly notAssessable: number;
	readonly standing: PlanStanding;
	/** Whether nothing more can come: it is time to end it. */
	readonly isComplete: boolean;
};

const PAGE = 50;
/** A plan is about one person: no group has more that run. */
const MOST_RUNNING = 500;

/** Every plan that runs and, below, a page of those that ended, the latest first. A director's own plan is for other directors. */
export async function planList(
	read: ReadHandle,
	actor: Actor,
	{ now, after }: { now: Instant; after: ListPlace | null }
): Promise<{ rows: PlanView[]; next: string | null }> {
	const { focusedPlans, radiologists } = read.tables;
	const { createdAt, id, radiologistId, status } = focusedPlans;
	const plans = (which: SQL | undefined, limit: number) =>
		read
			.select({ plan: focusedPlans, reader: radiologists })
			.from(focusedPlans)
			.innerJoin(radiologists, eq(radiologists.id, radiologistId))
			.where(and(ne(radiologistId, actor.radiologistId ?? ''), which))
			.orderBy(desc(createdAt), desc(id))
			.limit(limit);
	const running = after === null ? await plans(eq(status, 'active'), MOST_RUNNING) : [];
	const older = isPast(after, createdAt, id);
	const ended = await plans(and(eq(status, 'ended'), older), PAGE + 1);
	const shown = ended.slice(0, PAGE);
	const rows = [...running, ...shown];
	const outcomes = await outcomesOf(
		read,
		rows.map(({ plan }) => plan.id)
	);
	const last = shown.at(-1)?.plan;
	return {
		rows: rows.map((row) => viewOf(row, outcomes.get(row.plan.id) ?? [], now)),
		next: ended.length > PAGE && last ? makeListPlace({ at: last.createdAt, id: last.id }) : null
	};
}

/** One plan, or null when there is none for this director. */
export async function findPlan(
	read: ReadHandle,
	actor: Actor,
	id: string,
	now: Instant
): Promise<PlanView | null> {
	const { focusedPlans, radiologists } = read.tables;
	const [row] = await read
		.select({ plan: focusedPlans, reader: radiologists })
		.from(focusedPlans)
		.innerJoin(radiologists, eq(radiologists.id, focusedPlans.radiologistId))
		.where(eq(focusedPlans.id, id));
	if (!row || row.reader.id === actor.radiologistId) return null;
	return viewOf(row, (await outcomesOf(read, [id])).get(id) ?? [], now);
}

type Radiologist = ReadHandle['tables']['radiologists']['$inferSelect'];

function viewOf(
	{ plan, reader }: { plan: Plan; reader: Radiologist },
	outcomes: readonly CaseOutcome[],
	now: Instant
): PlanView {
	const terms = termsOf(plan);
	const standing = standingOf(
		terms,
		outcomes.map(({ score }) => score)
	);
	const notAssessable = outcomes.filter(({ state }) => state === 'withdrawn').length;
	const isSettled = standing.done + notAssessable === outcomes.length;
	const isTaken = outcomes.length >= terms.targetCount || now >= terms.to;
	return {
		id: plan.id,
		reader: { code: reader.code, familyName: reader.familyName, givenName: reader.givenName },
		trigger: plan.trigger,
		reason: plan.reason,
		modalities: modalitiesOf(plan),
		...periodDays({ from: plan.periodFrom, to: plan.periodTo }),
		criteria: plan.criteria,
		terms,
		status: plan.status,
		outcome: plan.outcome,
		outcomeWords: plan.outcomeWords,
		endedAt: plan.endedAt,
		drawn: outcomes.length,
		notAssessable,
		standing,
		isComplete: isTaken && isSettled
	};
}

type CaseOutcome = { readonly state: string; readonly score: string | null };

/** Where the cases of these plans stand, by plan. */
async function outcomesOf(
	read: ReadHandle,
	planIds: readonly string[]
): Promise<ReadonlyMap<string, CaseOutcome[]>> {
	const { referrals, cases } = read.tables;
	const found = new Map<string, CaseOutcome[]>(planIds.map((id) => [id, []]));
	if (planIds.length === 0) return found;
	const rows = await read
		.select({ planId: referrals.planId, state: cases.state, score: cases.finalScore })
		.from(referrals)
		.innerJoin(cases, eq(cases.id, referrals.caseId))
		.where(inArray(referrals.planId, [...planIds]));
	for (const { planId, ...outcome } of rows) found.get(planId ?? '')?.push(outcome);
	return found;
}

/** What a radiologist is told of a plan about them: that it runs, how long, how many reads, by which criteria; not which reads. */
export type OwnPlan = {
	readonly fromOn: string;
	readonly throughOn: string;
	readonly targetCount: number;
	readonly criteria: string;
	/** The period is over: no further read is taken, and its outcome is awaited. */
	readonly isOver: boolean;
};

/** The plans that run about this radiologist. */
export async function ownPlans(
	read: ReadHandle,
	reader: Pick<Actor, 'radiologistId'>,
	now: Instant
): Promise<OwnPlan[]> {
	const { focusedPlans } = read.tables;
	if (reader.radiologistId === null) return [];
	const rows = await read
		.select()
		.from(focusedPlans)
		.where(and(eq(focusedPlans.radiologistId, reader.radiologistId), eq(focusedPlans.status, 'active')))
		.orderBy(asc(focusedPlans.periodFrom));
	return rows.map(({ periodFrom, periodTo, targetCount, criteria }) => ({
		...periodDays({ from: periodFrom, to: periodTo }),
		targetCount,
		criteria,
		isOver: now >= periodTo
	}));
}

/** Active radiologists of whom a director may begin a plan. */
export async function plannableRadiologists(read: ReadHandle, actor: Actor) {
	const { radiologists } = read.tables;
	const rows = await read
		.select({
			id: radiologists.id,
			code: radiologists.code,
			familyName: radiologists.familyName,
			givenName: radiologists.givenName
		})
		.from(radiologists)
		.where(and(eq(radiologists.active, true), gt(radiologists.familyName, '')))
		.orderBy(asc(radiologists.familyName), asc(radiologists.code));
	return rows.filter(({ id }) => id !== actor.radiologistId);
}
