import { answerFrame } from '#lib/features/imaging/answer.server.ts';
import { committeeDoor } from '#lib/features/committee/queries.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('committee.decide', async (context) =>
	answerFrame(context, await committeeDoor(context.app.db.read, context.actor, context.params.id ?? ''))
);
