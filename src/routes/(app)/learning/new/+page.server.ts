import { submitSchema } from '#lib/features/learning/schemas.ts';
import { ownRecentReads, submitLearning } from '#lib/features/learning/submit.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('learning.take-part', async ({ app, actor }) => ({
	reads: await ownRecentReads(app.db.read, actor, app.clock.now())
}));

export const actions = {
	default: action('learning.take-part', submitSchema, submitLearning, {
		redirectTo: ({ replaced }) => `/learning?submitted=${replaced}`
	})
};
