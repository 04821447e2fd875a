import { answerStudyMetadata } from '#lib/features/imaging/answer.server.ts';
import { openedCheck } from '#lib/features/imaging/pixel-door.server.ts';
import { endpoint } from '#lib/server/http/page.ts';

export const GET = endpoint('pixels.check', async (context) =>
	answerStudyMetadata(context, await openedCheck(context))
);
