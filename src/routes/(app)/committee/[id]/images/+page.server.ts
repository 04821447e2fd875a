import { error } from '@sveltejs/kit';
import { committeeDoor } from '#lib/features/committee/queries.server.ts';
import { windowOnCase } from '#lib/features/reviews/second-window.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('committee.decide', async ({ app, actor, params }) => {
	const id = params.id ?? '';
	const shown = await windowOnCase(app, await committeeDoor(app.db.read, actor, id), `committee/${id}`);
	return shown ? { bare: true, shown } : error(404, 'case-not-found');
});
