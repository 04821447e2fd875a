import { feedbackList } from '#lib/features/feedback/queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('feedback.answer', async ({ app, actor }) => ({
	items: await feedbackList(app.db.read, actor, app.clock.now()),
	isReader: actor.radiologistId !== null
}));
