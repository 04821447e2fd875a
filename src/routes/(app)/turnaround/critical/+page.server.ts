import { openCriticals } from '#lib/features/turnaround/critical-summary.server.ts';
import { endedCriticals } from '#lib/features/turnaround/critical-view.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('turnaround.view', async ({ app, actor, url }) => {
	const now = app.clock.now();
	const { read } = app.db;
	return {
		open: await openCriticals(read, actor, { facility: '', now }),
		ended: await endedCriticals(read, actor, { after: url.searchParams.get('after'), now })
	};
});
