import { error } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { entryView } from '#lib/features/reports/register/entry-view.server.ts';
import { revokeExport, revokeSchema } from '#lib/features/reports/register/revoke.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('report.view', async ({ app, actor, params }) => {
	const entry = await entryView(app, actor, params['id'] ?? '');
	if (!entry) error(404, 'export-not-found');
	return { entry, mayTake: may(actor, 'report.export'), timeZone: await groupTimeZone(app.db.read) };
});

export const actions = {
	revoke: action('report.export', revokeSchema, ({ app, actor }, input) => revokeExport(app, actor, input))
};
