import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { acknowledgeAlert, closeAlert, noteAlert } from '#lib/features/quality/alerts/commands.server.ts';
import { alertsView } from '#lib/features/quality/alerts/alerts-view.server.ts';
import {
	acknowledgeAlertSchema,
	closeAlertSchema,
	noteAlertSchema
} from '#lib/features/quality/alerts/schemas.ts';
import { unknownParameters } from '#lib/features/quality/filter.ts';
import { underCodes } from '#lib/features/quality/under-codes.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('quality.manage', async ({ app, actor, url }) => ({
	ignored: unknownParameters(url.searchParams, []),
	view: await underCodes(app.db.read, await alertsView(app, actor)),
	timeZone: await groupTimeZone(app.db.read)
}));

export const actions = {
	acknowledge: action('quality.manage', acknowledgeAlertSchema, ({ app, actor }, input) =>
		acknowledgeAlert(app, actor, input)
	),
	note: action('quality.manage', noteAlertSchema, ({ app, actor }, input) => noteAlert(app, actor, input)),
	close: action('quality.manage', closeAlertSchema, ({ app, actor }, input) => closeAlert(app, actor, input))
};
