import { may } from '#lib/core/actor.ts';
import { legacyCounts } from '#lib/features/ingest/legacy-queries.server.ts';
import { openAlertCount } from '#lib/features/quality/alerts/alerts-view.server.ts';
import { ignoredParts, parseQualityFilter } from '#lib/features/quality/filter.ts';
import { showNames } from '#lib/features/quality/names.server.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import { showNamesSchema } from '#lib/features/quality/schemas.ts';
import { underCodes } from '#lib/features/quality/under-codes.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('quality.view', async ({ app, actor, url }) => {
	const filter = parseQualityFilter(url.searchParams);
	const mayManage = may(actor, 'quality.manage');
	return {
		view: await underCodes(
			app.db.read,
			await qualityView(app, filter, { viewer: actor, ignored: ignoredParts(url.searchParams, filter) })
		),
		openAlerts: mayManage ? await openAlertCount(app.db.read) : 0,
		legacy: await legacyCounts(app.db.read),
		mayShowNames: may(actor, 'quality.view-names'),
		mayManage
	};
});

export const actions = {
	names: action('quality.view-names', showNamesSchema, ({ app, actor }, input) =>
		showNames(app, actor, input)
	)
};
