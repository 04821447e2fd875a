import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm';
import type { BlindedCase } from '#lib/core/case/blinding.ts';
import {
	attributions,
	committeeStates,
	outcomes,
	questionOf,
	type Question
} from '#lib/core/committee/decision.ts';
import { isRecused, type Involved } from '#lib/core/committee/recusal.ts';
import type { Panel } from '#lib/core/committee/tally.ts';
import { recommendedActions, type Vote } from '#lib/core/committee/vote.ts';
import { DAY_MS, type Instant } from '#lib/core/instant.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { blindedColumns, blindRow } from '#lib/features/reviews/blinded-facts.server.ts';
import type { ReadHandle } from '#lib/server/db/database.ts';
import { involvedIn } from './involved.server.ts';
import { listMembers, type Member } from './members.server.ts';

/** A question before the committee with all that decides it. Stays on the server: it holds who voted and who has a part. */
export type OpenQuestion = {
	readonly caseId: string;
	readonly readId: string;
	readonly readerId: string;
	readonly case: BlindedCase;
	readonly question: Question;
	/** What is asked, as a form may carry it: another review of the same case makes it another question. */
	readonly asked: string;
	readonly reviewId: string;
	/** The score under question: the reviewer's, or the released one that was rebutted. */
	readonly score: Score;
	/** The reviews of the first reviewer so far: more than one where a score was thought over. */
	readonly rounds: number;
	readonly waitingAt: Instant;
	readonly dueAt: Instant;
	readonly involved: Involved;
	readonly votes: readonly Vote[];
	readonly panel: Panel;
};

/** The questions that wait for a decision, oldest first: all of them, or the one of a case. */
export async function openQuestions(read: ReadHandle, caseId?: string): Promise<OpenQuestion[]> {
	const { cases, reads, reviews } = read.tables;
	const rows = await read
		.select({
			caseId: cases.id,
			readId: cases.readId,
			readerId: reads.readerId,
			state: cases.state,
			finalScore: cases.finalScore,
			rebuttedAt: cases.rebuttedAt,
			reviewId: reviews.id,
			score: reviews.score,
			submittedAt: reviews.submittedAt,
			...blindedColumns(read)
		})
		.from(cases)
		.innerJoin(reads, eq(reads.id, cases.readId))
		.innerJoin(
			reviews,
			and(eq(reviews.caseId, cases.id), eq(reviews.ordinal, 1), isNull(reviews.supersededBy))
		)
		.where(
			and(inArray(cases.state, [...committeeStates]), caseId === undefined ? undefined : eq(cases.id, caseId))
		)
		.orderBy(asc(reviews.submittedAt), asc(cases.id));
	if (rows.length === 0) return [];
	const { quorum, dueDays } = (await currentPolicy(read, 'committee')).body;
	const involved = await involvedIn(read, rows);
	const caseIds = rows.map((row) => row.caseId);
	const votes = await openVotes(read, caseIds);
	const votesOf = Map.groupBy(votes, (vote) => vote.caseId);
	const rounds = await roundsOf(read, caseIds);
	const members = await listMembers(
		read,
		votes.map(({ memberId }) => memberId)
	);
	const questions = rows.flatMap((row): OpenQuestion[] => {
		const question = questionOf[row.state];
		const score = question === 'rebuttal' ? row.finalScore : row.score;
		const people = involved.get(row.caseId);
		if (!question || score === null || !isScore(score) || !people) return [];
		const waitingAt = question === 'rebuttal' ? (row.rebuttedAt ?? row.submittedAt) : row.submittedAt;
		const round = rounds.get(row.caseId) ?? 1;
		return [
			{
				caseId: row.caseId,
				readId: row.readId,
				readerId: row.readerId,
				case: blindRow(row),
				question,
				asked: `${question}-${round}`,
				reviewId: row.reviewId,
				score,
				rounds: round,
				waitingAt,
				dueAt: waitingAt + dueDays * DAY_MS,
				involved: people,
				votes: (votesOf.get(row.caseId) ?? []).filter(
					(vote) => vote.reviewId === row.reviewId && vote.question === question
				),
				panel: panelOf(members, people, quorum)
			}
		];
	});
	return questions.sort((a, b) => a.waitingAt - b.waitingAt);
}

/** How the members stand to one case. */
function panelOf(members: readonly Member[], involved: Involved, quorum: number): Panel {
	const able = members.filter((member) => !isRecused(member, involved));
	return {
		eligibleIds: able.filter(({ isActive }) => isActive).map(({ id }) => id),
		excludedIds: members.filter((member) => isRecused(member, involved)).map(({ id }) => id),
		chairIds: able.filter(({ isChair }) => isChair).map(({ id }) => id),
		quorum
	};
}

type StoredVote = Vote & { readonly caseId: string; readonly reviewId: string; readonly question: string };

/** Votes that no decision has counted yet. */
async function openVotes(read: ReadHandle, caseIds: readonly string[]): Promise<StoredVote[]> {
	const { committeeVotes: votes } = read.tables;
	const rows = await read
		.select({
			caseId: votes.caseId,
			reviewId: votes.reviewId,
			question: votes.question,
			memberId: votes.memberId,
			outcome: votes.outcome,
			finalScore: votes.finalScore,
			attribution: votes.attribution,
			action: votes.action,
			comment: votes.comment,
			learningPoint: votes.learningPoint,
			castAt: votes.castAt
		})
		.from(votes)
		.where(and(inArray(votes.caseId, [...caseIds]), isNull(votes.decisionId)));
	return rows.flatMap((row): StoredVote[] => {
		const outcome = outcomes.find((each) => each === row.outcome);
		const attribution = attributions.find((each) => each === row.attribution);
		const action = recommendedActions.find((each) => each === row.action);
		const { finalScore } = row;
		if (!outcome || !attribution || !action || (finalScore !== null && !isScore(finalScore))) return [];
		return [{ ...row, outcome, attribution, action, finalScore }];
	});
}

async function roundsOf(read: ReadHandle, caseIds: readonly string[]): Promise<Map<string, number>> {
	const { reviews } = read.tables;
	const rows = await read
		.select({ caseId: reviews.caseId, n: count() })
		.from(reviews)
		.where(and(inArray(reviews.caseId, [...caseIds]), eq(reviews.ordinal, 1)))
		.groupBy(reviews.caseId);
	return new Map(rows.map(({ caseId, n }) => [caseId, n]));
}
