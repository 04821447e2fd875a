import { and, count, eq, inArray } from 'drizzle-orm';
import type { Actor } from '#lib/core/actor.ts';
import { releaseAfterDecision } from '#lib/core/case/release.ts';
import type { Question } from '#lib/core/committee/decision.ts';
import { countedVotes, tallyVotes } from '#lib/core/committee/tally.ts';
import type { Ballot } from '#lib/core/committee/vote.ts';
import type { Instant } from '#lib/core/instant.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { isSignificant } from '#lib/core/scoring/scale.ts';
import { currentPolicy } from '#lib/features/admin/policy-queries.server.ts';
import { openCorrection } from '#lib/features/corrections/open-correction.server.ts';
import { accountOf, notify } from '#lib/features/notices/notify.server.ts';
import { moveCase } from '#lib/features/assignments/move-case.server.ts';
import type { App } from '#lib/server/app.ts';
import type { AuditEntry } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import { leadingReview } from './case-queries.server.ts';
import { openQuestions, type OpenQuestion } from './questions.server.ts';

type Deciding = {
	readonly app: Pick<App, 'ids'>;
	readonly actor: Pick<Actor, 'id'> | null;
	readonly now: Instant;
};

/** A decision as the votes, or the chair between equal ones, make it. */
export type Verdict = {
	readonly ballot: Ballot;
	readonly votesCast: number;
	readonly votesFor: number;
	/** Whose words stand for it. */
	readonly spokesId: string;
	readonly isChairs: boolean;
};

/**
 * Decides the question of a case if the votes cast so far do, and gives the audit events to record last. Called after whatever can
 * change the count: a vote, a recusal, a new quorum.
 */
export async function settleQuestion(
	write: WriteHandle,
	deciding: Deciding,
	caseId: string
): Promise<Result<AuditEntry[], 'not-in-state'>> {
	const [question] = await openQuestions(write, caseId);
	if (!question) return ok([]);
	const tally = tallyVotes(question.votes, question.panel);
	if (tally.state !== 'decided') return ok([]);
	return concludeQuestion(write, deciding, question, {
		ballot: tally.ballot,
		votesCast: tally.cast,
		votesFor: tally.votesFor,
		spokesId: tally.spokesId,
		isChairs: false
	});
}

const eventOf = { score: 'decide', rebuttal: 'answer' } as const satisfies Record<Question, string>;

/**
 * Makes a verdict the committee's decision: the score becomes final as the committee leaves it, or a rebuttal is answered and the
 * case closed. What became significant opens a correction, and only then the reader hears of it at once.
 */
export async function concludeQuestion(
	write: WriteHandle,
	{ app, actor, now }: Deciding,
	question: OpenQuestion,
	{ ballot, spokesId, ...tally }: Verdict
): Promise<Result<AuditEntry[], 'not-in-state'>> {
	const { caseId, readId } = question;
	const { committeeDecisions, committeeRecusals, committeeVotes } = write.tables;
	const { outcome, finalScore, attribution, comment } = ballot;
	const opened: AuditEntry[] = [];
	if (finalScore !== null && isSignificant(finalScore)) {
		const review = await leadingReview(write, caseId);
		const finding = review?.comment ?? comment;
		opened.push(
			...(await openCorrection(write, app, { caseId, readId, because: 'committee', finding, now }))
		);
	}
	const answered = { rebuttalAnswer: comment, closedAt: now };
	const decided = {
		finalAt: finalScore === null ? null : now,
		releasedAt: await releaseOf(write, caseId, now)
	};
	const event = finalScore === null ? 'judge-not-assessable' : eventOf[question.question];
	const moved = await moveCase(write, caseId, [event], {
		finalScore,
		attribution,
		...(question.question === 'rebuttal' ? answered : decided)
	});
	if (!moved.ok) return moved;
	const [recused] = await write
		.select({ n: count() })
		.from(committeeRecusals)
		.where(eq(committeeRecusals.caseId, caseId));
	const id = app.ids();
	await write.insert(committeeDecisions).values({
		id,
		caseId,
		reviewId: question.reviewId,
		memberId: spokesId,
		question: question.question,
		...ballot,
		...tally,
		quorum: question.panel.quorum,
		recusals: recused?.n ?? 0,
		decidedAt: now
	});
	const counted = countedVotes(question.votes, question.panel).map(({ memberId }) => memberId);
	await write
		.update(committeeVotes)
		.set({ decisionId: id })
		.where(
			and(
				eq(committeeVotes.caseId, caseId),
				eq(committeeVotes.question, question.question),
				eq(committeeVotes.reviewId, question.reviewId),
				inArray(committeeVotes.memberId, counted)
			)
		);
	if (question.question === 'rebuttal') await tellReader(write, app, question, now);
	const about = { subjectId: caseId, at: now, actor };
	const facts = { decisionId: id, outcome, finalScore: finalScore ?? 'none' };
	const entries: AuditEntry[] = [...opened, { ...about, type: 'committee.decided', facts }];
	if (question.question === 'rebuttal') {
		entries.push({ ...about, type: 'feedback.answered', facts: { outcome } });
	}
	if (finalScore === null) {
		entries.push({ ...about, type: 'case.withdrawn', facts: { reason: 'not-assessable' } });
	}
	return ok(entries);
}

/** When the reader may see the decision: at once while a correction runs, otherwise with the next batch. */
async function releaseOf(write: WriteHandle, caseId: string, now: Instant): Promise<Instant> {
	const { corrections } = write.tables;
	const [running] = await write
		.select({ id: corrections.id })
		.from(corrections)
		.where(and(eq(corrections.caseId, caseId), inArray(corrections.status, ['open', 'informed', 'received'])))
		.limit(1);
	const { body: schedule } = await currentPolicy(write, 'review');
	return releaseAfterDecision({ now, correction: running ? 'running' : 'none' }, schedule);
}

async function tellReader(
	write: WriteHandle,
	app: Pick<App, 'ids'>,
	{ caseId, readerId }: OpenQuestion,
	now: Instant
): Promise<void> {
	const account = await accountOf(write, readerId);
	if (account === null) return;
	await notify(write, { ids: app.ids, now }, [account], {
		kind: 'feedback.answered',
		facts: {},
		path: `/feedback/${caseId}`,
		onceKey: `feedback.answered/${caseId}`
	});
}
