import { error } from '@sveltejs/kit';
import { facilityView } from '#lib/features/turnaround/facility-view.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('turnaround.view', async ({ app, actor, params, url }) => {
	const found = await facilityView(app, actor, { id: params.id ?? '', query: url.searchParams });
	if (!found) error(404, 'facility-not-found');
	return { page: found };
});
