import { error } from '@sveltejs/kit';
import { parseYear, yearPage } from '#lib/features/learning/year-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('learning.take-part', async ({ app, actor, params }) => {
	const year = parseYear(params.year);
	if (year === null) error(404, 'not-found');
	return { page: await yearPage(app, actor, year) };
});
