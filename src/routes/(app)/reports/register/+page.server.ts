import { exportRegister } from '#lib/features/reports/export-queries.server.ts';
import { page } from '#lib/server/http/page.ts';

export const load = page('report.view', async ({ app, actor, url }) => ({
	register: await exportRegister(app, actor, url.searchParams.get('after')),
	newId: url.searchParams.get('new')
}));
