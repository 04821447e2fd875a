import { toUtcDay } from '#lib/core/instant.ts';
import { lastMonths, periodDays } from '#lib/core/period.ts';
import { askForPack } from '#lib/features/reports/bundle/pack-commands.server.ts';
import { packContents } from '#lib/features/reports/bundle/pack-contents.ts';
import { packRequestSchema } from '#lib/features/reports/bundle/pack-request.ts';
import { reportFacilities } from '#lib/features/reports/export-queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('report.export', async ({ app, actor }) => {
	const now = app.clock.now();
	const lastYear = lastMonths(now, 12);
	const { scope } = actor;
	return {
		// An auditor's scope may begin later than a year ago, and reach into the future, where nothing is yet.
		period: periodDays(
			scope ? { from: Math.max(scope.from, lastYear.from), to: Math.min(scope.to, lastYear.to) } : lastYear
		),
		today: toUtcDay(now),
		facilities: await reportFacilities(app.db.read, actor),
		contents: packContents(actor)
	};
});

export const actions = {
	default: action(
		'report.export',
		packRequestSchema,
		({ app, actor }, request) => askForPack(app, actor, request),
		{ redirectTo: ({ runId }) => `/reports/runs/${runId}` }
	)
};
