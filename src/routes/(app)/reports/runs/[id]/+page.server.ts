import { error } from '@sveltejs/kit';
import { cancelRun, cancelSchema } from '#lib/features/reports/runs/cancel.server.ts';
import { findRun } from '#lib/features/reports/runs/run-queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('report.export', async ({ app, actor, params }) => {
	const run = await findRun(app, actor, params['id'] ?? '');
	if (!run) error(404, 'run-not-found');
	return { run };
});

export const actions = {
	cancel: action('report.export', cancelSchema, ({ app, actor }, input) => cancelRun(app, actor, input))
};
