import type { DecisionError } from '#lib/core/committee/decision.ts';
import { isRecused } from '#lib/core/committee/recusal.ts';
import { isSamePosition, tallyVotes } from '#lib/core/committee/tally.ts';
import { makeBallot } from '#lib/core/committee/vote.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { blindedStudy } from '#lib/features/imaging/blinded-study.server.ts';
import { lockCase } from '#lib/features/reviews/own-draft.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { openQuestions, type OpenQuestion } from './questions.server.ts';
import { committeeDoor, standingOf } from './queries.server.ts';
import type { CastInput, RecuseInput } from './schemas.ts';
import { concludeQuestion, settleQuestion } from './settle.server.ts';

type Act = Pick<Context, 'app' | 'actor'>;
export type HoldError = 'case-not-found' | 'already-decided' | 'stale-question';
export type CastError = HoldError | DecisionError | 'not-in-state' | 'mark-not-on-case';

/** What a question asks for after an act: nothing more, further votes, or between equal votes the chair's, who may be the actor. */
export type Afterwards = 'decided' | 'answered' | 'waits' | 'tied' | 'casting';

/** What became of a question after an act. */
export type Cast = { readonly caseId: string; readonly isDecided: boolean; readonly then: Afterwards };

/**
 * Casts or changes a member's vote. The question is decided in the same act when the votes now come to a majority with the quorum.
 */
export async function castVote({ app, actor }: Act, input: CastInput): Promise<Result<Cast, CastError>> {
	const now = app.clock.now();
	const { findings = [] } = input;
	const study = findings.length > 0 ? await blindedStudy(app, input.id) : null;
	const areOnCase = findings.every(({ sopInstanceUid }) => study?.find(sopInstanceUid));
	return app.db.transaction(async (write): Promise<Result<Cast, CastError>> => {
		const held = await holdQuestion(write, actor, input);
		if (!held.ok) return held;
		if (!areOnCase) return err('mark-not-on-case');
		const { caseId, question, reviewId, score, votes } = held.value;
		const ballot = makeBallot(question, score, input);
		if (!ballot.ok) return ballot;
		const isChanged = votes.some(({ memberId }) => memberId === actor.id);
		const { committeeVotes } = write.tables;
		const marks = findings.length > 0 ? findings : null;
		const values = { ...ballot.value, marks, castAt: now };
		await write
			.insert(committeeVotes)
			.values({ id: app.ids(), caseId, question, reviewId, memberId: actor.id, ...values })
			.onConflictDoUpdate({
				target: [
					committeeVotes.caseId,
					committeeVotes.question,
					committeeVotes.reviewId,
					committeeVotes.memberId
				],
				set: values
			});
		const settled = await settleQuestion(write, { app, actor, now }, caseId);
		if (!settled.ok) return settled;
		const facts = { question, outcome: ballot.value.outcome, isChanged };
		await recordAudit(
			write,
			{ type: 'committee.voted', subjectId: caseId, facts, at: now, actor },
			...settled.value
		);
		return ok(await castOf(write, actor, held.value));
	});
}

export type BreakTieError = CastError | 'not-tied' | 'own-vote-required';

/** The chair's casting vote between equal votes: for one of the positions that lead, with the joint words. */
export async function breakTie({ app, actor }: Act, input: CastInput): Promise<Result<Cast, BreakTieError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<Cast, BreakTieError>> => {
		const held = await holdQuestion(write, actor, input);
		if (!held.ok) return held;
		const { question, score, votes, panel } = held.value;
		if (!votes.some(({ memberId }) => memberId === actor.id)) return err('own-vote-required');
		const ballot = makeBallot(question, score, input);
		if (!ballot.ok) return ballot;
		const tally = tallyVotes(votes, panel);
		if (tally.state !== 'tied' || !tally.leaders.some((each) => isSamePosition(each, ballot.value))) {
			return err('not-tied');
		}
		const counted = votes.filter(({ memberId }) => !panel.excludedIds.includes(memberId));
		const concluded = await concludeQuestion(write, { app, actor, now }, held.value, {
			ballot: ballot.value,
			votesCast: tally.cast,
			votesFor: counted.filter((vote) => isSamePosition(vote, ballot.value)).length,
			spokesId: actor.id,
			isChairs: true
		});
		if (!concluded.ok) return concluded;
		await recordAudit(write, ...concluded.value);
		return ok(await castOf(write, actor, held.value));
	});
}

/** Stands back from a case for good. A vote cast before no longer counts, and what remains may decide. */
export async function recuse(
	{ app, actor }: Act,
	{ id, reason }: RecuseInput
): Promise<Result<Cast, HoldError | 'not-in-state'>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<Cast, HoldError | 'not-in-state'>> => {
		const held = await holdQuestion(write, actor, { id });
		if (!held.ok) return held;
		const { committeeRecusals } = write.tables;
		await write.insert(committeeRecusals).values({ caseId: id, memberId: actor.id, reason, at: now });
		const settled = await settleQuestion(write, { app, actor: null, now }, id);
		if (!settled.ok) return settled;
		const about = { subjectId: id, at: now, actor };
		await recordAudit(write, { ...about, type: 'committee.recused', facts: { reason } }, ...settled.value);
		return ok(await castOf(write, actor, held.value));
	});
}

/** Where a question stands after an act on it. */
async function castOf(
	write: WriteHandle,
	actor: Act['actor'],
	{ caseId, question }: OpenQuestion
): Promise<Cast> {
	const [open] = await openQuestions(write, caseId);
	if (!open) return { caseId, isDecided: true, then: question === 'rebuttal' ? 'answered' : 'decided' };
	const isTied = tallyVotes(open.votes, open.panel).state === 'tied';
	const then = !isTied ? 'waits' : standingOf(open, actor) === 'break-tie' ? 'casting' : 'tied';
	return { caseId, isDecided: false, then };
}

/**
 * The question of a case for a member who may vote on it, held against others who act at the same moment: without the lock on the
 * row two members could each see the other's vote missing.
 */
export async function holdQuestion(
	write: WriteHandle,
	member: Act['actor'],
	{ id, asked }: { readonly id: string; readonly asked?: string }
): Promise<Result<OpenQuestion, HoldError>> {
	await lockCase(write, id);
	const [question] = await openQuestions(write, id);
	if (!question) return err((await committeeDoor(write, member, id)) ? 'already-decided' : 'case-not-found');
	if (isRecused(member, question.involved)) return err('case-not-found');
	if (asked !== undefined && asked !== question.asked) return err('stale-question');
	return ok(question);
}
