import { error } from '@sveltejs/kit';
import { windowOnAssignment } from '#lib/features/reviews/second-window.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('review.score', async ({ app, actor, params }) => {
	const shown = await windowOnAssignment(app, actor, params.id ?? '');
	return shown ? { bare: true, shown } : error(404, 'assignment-not-found');
});
