import { error } from '@sveltejs/kit';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { findBatch, refusalPage, refusalReasons } from '#lib/features/ingest/queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('ingest.view', async ({ app, params, url }) => {
	const id = params.id ?? '';
	const batch = await findBatch(app.db.read, id);
	if (!batch) error(404, 'import-not-found');
	return {
		batch,
		refusals: await refusalPage(app.db.read, id, url.searchParams.get('after')),
		reasons: await refusalReasons(app.db.read, id),
		timeZone: await groupTimeZone(app.db.read)
	};
});
