import { error } from '@sveltejs/kit';
import { findReadView } from '#lib/features/reads/read-view.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('read.list', async ({ app, actor, params }) => {
	const view = await findReadView(app.db.read, actor, params.id ?? '');
	if (!view) error(404, 'read-not-found');
	return { view };
});
