import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { PlanStanding, PlanTerms } from '#lib/core/referrals/plan.ts';
import { makeRow, notApplicable, suppressed, type ReportColumn } from '#lib/core/reports/columns.ts';
import type { ReportSection } from '#lib/core/reports/model.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import { plain, rateColumns, rateValues, type Values } from './columns.ts';

const words = messages.qualityReports.fppe;
const plansText = messages.referrals.focused;

/** A focused evaluation as the report tells of it. */
export type PlanFacts = {
	readonly code: string;
	readonly trigger: string;
	/** Of reads signed before the plan was agreed, or as they are signed. */
	readonly method: 'retrospective' | 'concurrent';
	/** Comma-separated; empty: all. */
	readonly modalities: string;
	readonly fromOn: CalendarDay;
	readonly throughOn: CalendarDay;
	readonly agreedOn: CalendarDay;
	readonly terms: PlanTerms;
	readonly taken: number;
	readonly standing: PlanStanding;
	/** Null while it runs. */
	readonly outcome: string | null;
	readonly endedOn: CalendarDay | null;
	readonly words: { readonly reason: string; readonly criteria: string; readonly conclusion: string | null };
};

/** The plans as a table, what they say in words for those who decide about them, and places to sign. */
export function planSections(plans: readonly PlanFacts[], isJudge: boolean): ReportSection[] {
	const columns: ReportColumn[] = [
		plain('count', 'plan', words.plan),
		plain('code', 'practitioner', words.practitioner),
		plain('text', 'trigger', words.trigger),
		plain('text', 'method', words.method),
		plain('text', 'modalities', words.modalities),
		plain('day', 'agreed', words.agreed),
		plain('day', 'from', words.from),
		plain('day', 'through', words.through),
		plain('count', 'target', words.target),
		plain('count', 'taken', words.taken),
		plain('count', 'reviewed', words.reviewed),
		...rateColumns({ key: 'concordance', title: words.concordance, n: 'reviewed' }),
		...rateColumns({ key: 'significant', title: words.significant, n: 'reviewed' }),
		plain('count', 'max_significant', words.maxSignificant),
		plain('count', 'score_three', words.scoreThree),
		plain('count', 'max_score_three', words.maxScoreThree),
		plain('text', 'outcome', words.outcome),
		plain('day', 'ended', words.ended)
	];
	const found = ({ standing }: PlanFacts): Values =>
		isJudge
			? {
					reviewed: standing.done,
					...rateValues('concordance', concordanceOf(standing)),
					...rateValues('significant', standing.significant),
					score_three: standing.scoreThree.x
				}
			: {
					reviewed: suppressed,
					...rateValues('concordance', 'hidden'),
					...rateValues('significant', 'hidden'),
					score_three: suppressed
				};
	const rows = plans.map((plan, at) =>
		makeRow('body', columns, {
			plan: at + 1,
			practitioner: plan.code,
			trigger: wordOf(plansText.triggers, plan.trigger),
			method: words.methods[plan.method],
			modalities: plan.modalities === '' ? words.all : plan.modalities.replaceAll(',', ', '),
			agreed: plan.agreedOn,
			from: plan.fromOn,
			through: plan.throughOn,
			target: plan.terms.targetCount,
			taken: plan.taken,
			...found(plan),
			max_significant: plan.terms.maxSignificant,
			max_score_three: plan.terms.maxScoreThree,
			outcome: plan.outcome === null ? words.running : wordOf(plansText.outcomes, plan.outcome),
			ended: plan.endedOn ?? notApplicable
		})
	);
	return [
		{ kind: 'table', id: 'plans', title: words.title, columns, rows, empty: words.none },
		...(isJudge && plans.length > 0 ? [wordsTable(plans)] : []),
		{
			kind: 'signatures',
			id: 'sign-off',
			title: words.signOff,
			statement: words.statement,
			places: words.places.map((role) => ({ role }))
		}
	];
}

function concordanceOf({ byScore, done }: PlanStanding) {
	return makeRate(byScore['1'], done);
}

function wordsTable(plans: readonly PlanFacts[]): ReportSection {
	const columns = [
		plain('count', 'plan', words.plan),
		plain('text', 'reason', words.reason),
		plain('text', 'criteria', words.criteria),
		plain('text', 'conclusion', words.conclusion)
	];
	return {
		kind: 'table',
		id: 'words',
		title: words.inWords,
		columns,
		rows: plans.map((plan, at) =>
			makeRow('body', columns, {
				plan: at + 1,
				reason: plan.words.reason,
				criteria: plan.words.criteria,
				conclusion: plan.words.conclusion ?? notApplicable
			})
		),
		empty: ''
	};
}
