import { error } from '@sveltejs/kit';
import { viewRead } from '#lib/features/reads/read-view.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('read.list', async ({ app, actor, params }) => {
	const view = await viewRead(app, actor, params.id ?? '');
	if (!view) error(404, 'read-not-found');
	return { view };
});
