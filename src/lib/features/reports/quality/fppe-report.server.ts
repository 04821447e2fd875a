import { and, asc, eq, gt, inArray, isNotNull, lt, ne, sql } from 'drizzle-orm';
import { may, type Actor } from '#lib/core/actor.ts';
import { toUtcDay } from '#lib/core/instant.ts';
import { periodDays, type Period } from '#lib/core/period.ts';
import { standingOf } from '#lib/core/referrals/plan.ts';
import type { Report } from '#lib/core/reports/model.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { toldTo } from '#lib/features/quality/held.server.ts';
import { peerReviewPrivilege } from '#lib/features/reports/privilege.ts';
import { makeHead } from '#lib/features/reports/report-head.server.ts';
import { scopeRequest, type ReportError } from '#lib/features/reports/report-scope.server.ts';
import type { MakerRequest } from '#lib/features/reports/schemas.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { App } from '#lib/server/app.ts';
import { planSections, type PlanFacts } from './fppe-sections.ts';
import { scopeWords } from './peer-review-head.server.ts';

/**
 * Focused evaluations that met the period: what was fixed beforehand, what was reviewed, what came of it. Reasons and conclusions in words,
 * and what the reviews found, are for those who decide about such plans; others are told the plan and its outcome. Nobody is told of one
 * about themselves.
 */
export async function fppeReport(
	app: App,
	actor: Actor,
	request: MakerRequest
): Promise<Result<Report, ReportError>> {
	const scoped = scopeRequest(actor, request);
	if (!scoped.ok) return scoped;
	const { period, facilityIds } = scoped.value;
	const isJudge = may(actor, 'focused.manage');
	const plans = await loadPlans(app, actor, { period, facilityIds, radiologist: request.radiologist });
	const words = messages.qualityReports.fppe;
	const head = await makeHead(app, actor, {
		kind: 'fppe-plans',
		request,
		facts: {
			scope: await scopeWords(app.db.read, facilityIds),
			detectionMode: 'focused',
			n: plans.length,
			nOf: words.nOf,
			suppression: isJudge ? words.shown : words.withheld,
			...(actor.radiologistId === null ? {} : { leftOut: messages.reports.summary.leftOut }),
			privilege: peerReviewPrivilege()
		}
	});
	return ok({
		head,
		sections: planSections(plans, isJudge),
		notes: [words.noteTerms, words.noteMethod, ...(facilityIds ? [words.noteFacilities] : [])]
	});
}

async function loadPlans(
	app: App,
	actor: Actor,
	given: {
		readonly period: Period;
		readonly facilityIds: readonly string[] | undefined;
		readonly radiologist: string | undefined;
	}
): Promise<PlanFacts[]> {
	const { read } = app.db;
	const { focusedPlans, radiologists, reads } = read.tables;
	const { period, facilityIds, radiologist } = given;
	if (facilityIds?.length === 0) return [];
	// A plan is about somebody at every facility: of a scope are those about people who read in it.
	const readsThere = facilityIds
		? sql`exists (select 1 from ${reads} where ${reads.readerId} = ${focusedPlans.radiologistId}
			and ${inArray(reads.facilityId, [...facilityIds])}
			and ${reads.finalAt} >= ${focusedPlans.periodFrom} and ${reads.finalAt} < ${focusedPlans.periodTo})`
		: undefined;
	const rows = await read
		.select({ plan: focusedPlans, code: radiologists.code })
		.from(focusedPlans)
		.innerJoin(radiologists, eq(radiologists.id, focusedPlans.radiologistId))
		.where(
			and(
				lt(focusedPlans.periodFrom, period.to),
				gt(focusedPlans.periodTo, period.from),
				ne(focusedPlans.radiologistId, actor.radiologistId ?? ''),
				radiologist ? eq(focusedPlans.radiologistId, radiologist) : undefined,
				readsThere
			)
		)
		.orderBy(asc(focusedPlans.periodFrom), asc(focusedPlans.id));
	const outcomes = await outcomesOf(app, actor, {
		planIds: rows.map(({ plan }) => plan.id),
		facilityIds
	});
	return rows.map(({ plan, code }): PlanFacts => {
		const own = outcomes.get(plan.id) ?? [];
		const terms = {
			targetCount: plan.targetCount,
			from: plan.periodFrom,
			to: plan.periodTo,
			maxSignificant: plan.maxSignificant,
			maxScoreThree: plan.maxScoreThree
		};
		return {
			code,
			trigger: plan.trigger,
			method: plan.periodTo <= plan.createdAt ? 'retrospective' : 'concurrent',
			modalities: plan.modalities,
			...periodDays({ from: plan.periodFrom, to: plan.periodTo }),
			agreedOn: toUtcDay(plan.createdAt),
			terms,
			taken: own.length,
			standing: standingOf(
				terms,
				own.map(({ score }) => score)
			),
			outcome: plan.outcome,
			endedOn: plan.endedAt === null ? null : toUtcDay(plan.endedAt),
			words: { reason: plan.reason, criteria: plan.criteria, conclusion: plan.outcomeWords }
		};
	});
}

/** Cases of each plan at the facilities of the report; scores that the actor may not be told are not among them. */
async function outcomesOf(
	app: App,
	actor: Actor,
	{ planIds, facilityIds }: { planIds: readonly string[]; facilityIds: readonly string[] | undefined }
) {
	const { read } = app.db;
	const { cases, reads, referrals } = read.tables;
	if (planIds.length === 0) return new Map<string, { score: string | null }[]>();
	const rows = await read
		.select({ planId: referrals.planId, score: cases.finalScore })
		.from(referrals)
		.innerJoin(cases, eq(cases.id, referrals.caseId))
		.innerJoin(reads, eq(reads.id, cases.readId))
		.where(
			and(
				isNotNull(referrals.planId),
				inArray(referrals.planId, [...planIds]),
				facilityIds ? inArray(reads.facilityId, [...facilityIds]) : undefined,
				toldTo(app, actor.radiologistId)
			)
		);
	return Map.groupBy(rows, ({ planId }) => planId ?? '');
}
