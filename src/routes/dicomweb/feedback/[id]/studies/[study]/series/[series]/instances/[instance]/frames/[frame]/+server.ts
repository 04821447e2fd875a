import { answerFrame } from '#lib/features/imaging/answer.server.ts';
import { feedbackDoor } from '#lib/features/feedback/queries.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('feedback.answer', async (context) =>
	answerFrame(
		context,
		await feedbackDoor(context.app.db.read, context.actor, context.params.id ?? '', context.app.clock.now())
	)
);
