import { err, ok, type Result } from '#lib/core/result.ts';
import { returnToReviewer, type ReturnError } from '#lib/features/reviews/reconsider.server.ts';
import type { Context } from '#lib/server/http/page.ts';
import { holdQuestion, type HoldError } from './commands.server.ts';
import type { ReturnInput } from './schemas.ts';

/**
 * Asks the reviewer to think a score over. Votes cast so far stay recorded; they count again only if the score is kept as it is,
 * since another score is another question.
 */
export async function returnCase(
	{ app, actor }: Pick<Context, 'app' | 'actor'>,
	input: ReturnInput
): Promise<Result<{ caseId: string }, HoldError | ReturnError>> {
	const now = app.clock.now();
	return app.db.transaction(async (write): Promise<Result<{ caseId: string }, HoldError | ReturnError>> => {
		const held = await holdQuestion(write, actor, input);
		if (!held.ok) return held;
		if (held.value.question !== 'score') return err('not-in-state');
		const { caseId } = held.value;
		const returned = await returnToReviewer(write, app, { caseId, request: input.request, now, actor });
		return returned.ok ? ok({ caseId }) : returned;
	});
}
