import { may } from '#lib/core/actor.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { exportRegister } from '#lib/features/reports/export-queries.server.ts';
import { parseRegisterFilter } from '#lib/features/reports/register/filter.ts';
import { ownRuns } from '#lib/features/reports/runs/run-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('report.view', async ({ app, actor, url }) => {
	const filter = parseRegisterFilter(url);
	return {
		filter,
		register: await exportRegister(app, actor, { before: url.searchParams.get('after'), filter }),
		runs: await ownRuns(app, actor),
		mayTake: may(actor, 'report.export'),
		maySchedule: may(actor, 'quality.manage'),
		timeZone: await groupTimeZone(app.db.read)
	};
});
