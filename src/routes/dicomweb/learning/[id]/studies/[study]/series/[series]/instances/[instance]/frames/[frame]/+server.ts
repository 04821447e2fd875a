import { answerFrame } from '#lib/features/imaging/answer.server.ts';
import { learningDoor } from '#lib/features/learning/door.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('learning.take-part', async (context) =>
	answerFrame(context, await learningDoor(context.app.db.read, context.actor, context.params.id ?? ''))
);
