import { error } from '@sveltejs/kit';
import { feedbackDoor } from '#lib/features/feedback/queries.server.ts';
import { windowOnCase } from '#lib/features/reviews/second-window.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('feedback.answer', async ({ app, actor, params }) => {
	const id = params.id ?? '';
	const opened = await feedbackDoor(app.db.read, actor, id, app.clock.now());
	const shown = await windowOnCase(app, opened, `feedback/${id}`);
	return shown ? { bare: true, shown } : error(404, 'case-not-found');
});
