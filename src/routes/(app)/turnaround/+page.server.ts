import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { loopView, turnaroundView } from '#lib/features/turnaround/dashboard.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('turnaround.view', async ({ app, actor, url }) => {
	const view = await turnaroundView(app, actor, url.searchParams);
	return { view, loops: await loopView(app, actor, view.filter), timeZone: await groupTimeZone(app.db.read) };
});
