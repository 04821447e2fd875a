import { turnaroundView } from '#lib/features/turnaround/dashboard.server.ts';
import { parseTurnaroundFilter } from '#lib/features/turnaround/filter.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('turnaround.view', async ({ app, url }) => ({
	view: await turnaroundView(app, parseTurnaroundFilter(url.searchParams))
}));
