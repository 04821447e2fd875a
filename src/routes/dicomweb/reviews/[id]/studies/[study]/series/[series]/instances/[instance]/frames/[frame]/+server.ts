import { answerFrame } from '#lib/features/imaging/answer.server.ts';
import { assignmentDoor } from '#lib/features/reviews/queries.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('review.score', async (context) =>
	answerFrame(context, await assignmentDoor(context.app.db.read, context.actor, context.params.id ?? ''))
);
