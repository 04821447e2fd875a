import { and, asc, desc, eq, gt } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import type { Instant } from '#lib/core/instant.ts';
import { periodDays } from '#lib/core/period.ts';
import { standingOf, type PlanStanding, type PlanTerms } from '#lib/core/referrals/plan.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

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

/** Every plan, those that run first. A director's own plan is for other directors. */
export async function planList(read: ReadHandle, actor: Actor, now: Instant): Promise<PlanView[]> {
	const { focusedPlans, radiologists } = read.tables;
	const rows = await read
		.select({ plan: focusedPlans, reader: radiologists })
		.from(focusedPlans)
		.innerJoin(radiologists, eq(radiologists.id, focusedPlans.radiologistId))
		.orderBy(asc(focusedPlans.status), desc(focusedPlans.createdAt), desc(focusedPlans.id))
		.limit(200);
	const others = rows.filter(({ reader }) => reader.id !== actor.radiologistId);
	const views: PlanView[] = [];
	for (const row of others) views.push(await viewOf(read, row, now));
	return views;
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
	return row && row.reader.id !== actor.radiologistId ? viewOf(read, row, now) : null;
}

type Radiologist = ReadHandle['tables']['radiologists']['$inferSelect'];

async function viewOf(
	read: ReadHandle,
	{ plan, reader }: { plan: Plan; reader: Radiologist },
	now: Instant
): Promise<PlanView> {
	const outcomes = await outcomesOf(read, plan.id);
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

async function outcomesOf(read: ReadHandle, planId: string) {
	const { referrals, cases } = read.tables;
	return read
		.select({ state: cases.state, score: cases.finalScore })
		.from(referrals)
		.innerJoin(cases, eq(cases.id, referrals.caseId))
		.where(eq(referrals.planId, planId));
}

/** What a radiologist is told of a plan about them: that it runs, how long, how many reads, by which criteria; not which reads. */
export type OwnPlan = {
	readonly fromOn: string;
	readonly throughOn: string;
	readonly targetCount: number;
	readonly criteria: string;
};

/** The plans that run about this radiologist. */
export async function ownPlans(read: ReadHandle, reader: Pick<Actor, 'radiologistId'>): Promise<OwnPlan[]> {
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
		criteria
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
