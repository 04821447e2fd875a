import { readList } from '#lib/features/turnaround/read-list.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('turnaround.view', async ({ app, actor, url }) => ({
	view: await readList(app, actor, url.searchParams)
}));
