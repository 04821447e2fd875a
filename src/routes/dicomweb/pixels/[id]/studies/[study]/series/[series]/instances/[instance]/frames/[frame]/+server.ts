import { answerStudyFrame } from '#lib/features/imaging/answer.server.ts';
import { openedCheck } from '#lib/features/imaging/pixel-door.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('pixels.check', async (context) =>
	answerStudyFrame(context, await openedCheck(context))
);
