import { eq } from 'drizzle-orm';
import {
	decideCase,
	type Decision,
	type DecisionError,
	type Question
} from '#lib/core/committee/decision.ts';
import type { Instant } from '#lib/core/instant.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { isScore } from '#lib/core/scoring/scale.ts';
import { moveCase } from '#lib/features/reviews/move-case.server.ts';
import { recordAudit } from '#lib/server/audit/record.ts';
import type { WriteHandle } from '#lib/server/db/database.ts';
import type { Context } from '#lib/server/http/page.ts';
import { leadingReview } from './case-queries.server.ts';
import { committeeDoor, questionOf } from './queries.server.ts';
import type { DecideInput } from './schemas.ts';

export type DecideError = DecisionError | 'case-not-found' | 'already-decided' | 'not-in-state';

/**
 * Decides what a case asks: the reviewer's score becomes final as the committee leaves it, or a rebuttal is answered and the
 * case closed. The reader may see it at once.
 */
export async function decide(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	input: DecideInput
): Promise<Result<{ caseId: string }, DecideError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<{ caseId: string }, DecideError>> => {
		if (!(await committeeDoor(write, actor, input.id))) return err('case-not-found');
		const { cases, committeeDecisions } = write.tables;
		const [row] = await write
			.select({ state: cases.state, finalScore: cases.finalScore })
			.from(cases)
			.where(eq(cases.id, input.id));
		const question = row && questionOf[row.state];
		if (!question) return err('already-decided');
		const review = await leadingReview(write, input.id);
		const current = question === 'rebuttal' ? row.finalScore : (review?.score ?? null);
		if (!review || current === null || !isScore(current)) return err('case-not-found');
		const decision = decideCase(question, current, input);
		if (!decision.ok) return decision;
		const moved = await moveDecided(write, input.id, decision.value, now);
		if (!moved.ok) return moved;
		const id = app.ids();
		await write.insert(committeeDecisions).values({
			id,
			caseId: input.id,
			reviewId: review.id,
			memberId: actor.id,
			...decision.value,
			decidedAt: now
		});
		const { outcome, finalScore } = decision.value;
		const about = { subjectId: input.id, at: now, actor };
		await recordAudit(write, {
			...about,
			type: 'committee.decided',
			facts: { decisionId: id, outcome, finalScore: finalScore ?? 'none' }
		});
		if (question === 'rebuttal') {
			await recordAudit(write, { ...about, type: 'feedback.answered', facts: { outcome } });
		}
		if (finalScore === null) {
			await recordAudit(write, { ...about, type: 'case.withdrawn', facts: { reason: 'not-assessable' } });
		}
		return ok({ caseId: input.id });
	});
}

const eventOf = { score: 'decide', rebuttal: 'answer' } as const satisfies Record<Question, string>;

/** Moves the case with what the decision makes final. The instant a score became final stays when a rebuttal is answered. */
async function moveDecided(write: WriteHandle, caseId: string, decision: Decision, now: Instant) {
	const { question, finalScore, attribution, comment } = decision;
	const event = finalScore === null ? 'judge-not-assessable' : eventOf[question];
	const answered = { rebuttalAnswer: comment, closedAt: now };
	const decided = { finalAt: finalScore === null ? null : now, releasedAt: now };
	return moveCase(write, caseId, [event], {
		finalScore,
		attribution,
		...(question === 'rebuttal' ? answered : decided)
	});
}
