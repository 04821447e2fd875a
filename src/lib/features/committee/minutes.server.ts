import { and, asc, eq, gte, inArray, lt, min } from 'drizzle-orm';
import { isMonth, monthAfter, type Minutes, type MinutesRow } from '#lib/core/committee/minutes.ts';
import { attributions, outcomes, questions } from '#lib/core/committee/decision.ts';
import { recommendedActions } from '#lib/core/committee/vote.ts';
import { DAY_MS, toZonedDay, type Instant } from '#lib/core/instant.ts';
import { zonedInstant } from '#lib/core/reads/zoned-time.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';

/** The minutes of a calendar month of the group's time zone; null where the text is no month. */
export async function minutesOf(read: ReadHandle, month: string): Promise<Minutes | null> {
	if (!isMonth(month)) return null;
	const timeZone = await groupTimeZone(read);
	const within = { from: startOfMonth(month, timeZone), to: startOfMonth(monthAfter(month), timeZone) };
	const { body, version } = await currentPolicy(read, 'committee');
	return {
		month,
		rows: await rowsOf(read, within),
		present: await presentIn(read, within),
		policy: { version, quorum: body.quorum, dueDays: body.dueDays }
	};
}

/** Months from the first decision to now, newest first; the present one alone before anything was decided. */
export async function minutesMonths(read: ReadHandle, now: Instant): Promise<string[]> {
	const { committeeDecisions } = read.tables;
	const timeZone = await groupTimeZone(read);
	const [row] = await read.select({ at: min(committeeDecisions.decidedAt) }).from(committeeDecisions);
	const last = toZonedDay(now, timeZone).slice(0, 7);
	const months: string[] = [];
	for (
		let month = toZonedDay(row?.at ?? now, timeZone).slice(0, 7);
		month <= last;
		month = monthAfter(month)
	) {
		months.unshift(month);
	}
	return months;
}

type Within = { readonly from: Instant; readonly to: Instant };

function startOfMonth(month: string, timeZone: string): Instant {
	const [year = 0, number = 0] = month.split('-').map(Number);
	const at = zonedInstant(
		{ year, month: number, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 },
		timeZone
	);
	// Where the clocks change at that midnight, the day begins at one.
	return at ?? Date.UTC(year, number - 1, 1);
}

async function rowsOf(read: ReadHandle, { from, to }: Within): Promise<MinutesRow[]> {
	const { cases, committeeDecisions: decisions, reviews } = read.tables;
	const rows = await read
		.select({
			caseId: decisions.caseId,
			question: decisions.question,
			outcome: decisions.outcome,
			finalScore: decisions.finalScore,
			quorum: decisions.quorum,
			votesCast: decisions.votesCast,
			votesFor: decisions.votesFor,
			recusals: decisions.recusals,
			isChairs: decisions.isChairs,
			attribution: decisions.attribution,
			action: decisions.action,
			decidedAt: decisions.decidedAt,
			score: reviews.score,
			submittedAt: reviews.submittedAt,
			rebuttedAt: cases.rebuttedAt
		})
		.from(decisions)
		.innerJoin(reviews, eq(reviews.id, decisions.reviewId))
		.innerJoin(cases, eq(cases.id, decisions.caseId))
		.where(and(gte(decisions.decidedAt, from), lt(decisions.decidedAt, to)))
		.orderBy(asc(decisions.decidedAt), asc(decisions.id));
	const caseIds = [...new Set(rows.map(({ caseId }) => caseId))];
	const earlier = await finalScoresOf(read, caseIds);
	const reconsidered = await reconsideredOf(read, caseIds);
	return rows.map((row, at): MinutesRow => {
		const isRebuttal = row.question === 'rebuttal';
		const askedAt = isRebuttal ? (row.rebuttedAt ?? row.submittedAt) : row.submittedAt;
		return {
			number: at + 1,
			question: questions.find((each) => each === row.question) ?? 'score',
			scoreBefore: isRebuttal ? (earlier.get(row.caseId) ?? row.score) : row.score,
			outcome: outcomes.find((each) => each === row.outcome) ?? 'not-assessable',
			scoreAfter: row.finalScore,
			quorum: row.quorum,
			votesCast: row.votesCast,
			votesFor: row.votesFor,
			recusals: row.recusals,
			isChairs: row.isChairs,
			attribution: attributions.find((each) => each === row.attribution) ?? 'undetermined',
			action: recommendedActions.find((each) => each === row.action) ?? 'none',
			daysWaited: Math.max(0, Math.floor((row.decidedAt - askedAt) / DAY_MS)),
			isReconsidered: reconsidered.has(row.caseId)
		};
	});
}

/** The final scores that the committee had given before the readers disagreed. */
async function finalScoresOf(read: ReadHandle, caseIds: readonly string[]): Promise<Map<string, string>> {
	if (caseIds.length === 0) return new Map();
	const { committeeDecisions: decisions } = read.tables;
	const rows = await read
		.select({ caseId: decisions.caseId, finalScore: decisions.finalScore })
		.from(decisions)
		.where(and(inArray(decisions.caseId, [...caseIds]), eq(decisions.question, 'score')));
	return new Map(
		rows.flatMap(({ caseId, finalScore }) => (finalScore === null ? [] : [[caseId, finalScore]]))
	);
}

async function reconsideredOf(read: ReadHandle, caseIds: readonly string[]): Promise<Set<string>> {
	if (caseIds.length === 0) return new Set();
	const { assignments } = read.tables;
	const rows = await read
		.selectDistinct({ caseId: assignments.caseId })
		.from(assignments)
		.where(and(inArray(assignments.caseId, [...caseIds]), eq(assignments.purpose, 'reconsider')));
	return new Set(rows.map(({ caseId }) => caseId));
}

async function presentIn(read: ReadHandle, { from, to }: Within): Promise<string[]> {
	const { committeeDecisions: decisions, committeeVotes: votes, users } = read.tables;
	const within = and(gte(decisions.decidedAt, from), lt(decisions.decidedAt, to));
	const voters = await read
		.selectDistinct({ name: users.name })
		.from(votes)
		.innerJoin(decisions, eq(decisions.id, votes.decisionId))
		.innerJoin(users, eq(users.id, votes.memberId))
		.where(within);
	// Decisions from before votes were kept have one member each.
	const speakers = await read
		.selectDistinct({ name: users.name })
		.from(decisions)
		.innerJoin(users, eq(users.id, decisions.memberId))
		.where(within);
	return [...new Set([...voters, ...speakers].map(({ name }) => name))].sort((a, b) => (a < b ? -1 : 1));
}
