import { error } from '@sveltejs/kit';
import { assignmentDoor } from '#lib/features/reviews/queries.server.ts';
import { windowOnCase } from '#lib/features/reviews/second-window.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('review.score', async ({ app, actor, params }) => {
	const id = params.id ?? '';
	const shown = await windowOnCase(app, await assignmentDoor(app.db.read, actor, id), `reviews/${id}`);
	return shown ? { bare: true, shown } : error(404, 'assignment-not-found');
});
