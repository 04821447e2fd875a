import { may } from '#lib/core/actor.ts';
import { legacyCounts } from '#lib/features/ingest/legacy-queries.server.ts';
import { qualityView } from '#lib/features/quality/dashboard.server.ts';
import { parseQualityFilter } from '#lib/features/quality/filter.ts';
import { showNames } from '#lib/features/quality/names.server.ts';
import { showNamesSchema } from '#lib/features/quality/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('quality.view', async ({ app, actor, url }) => ({
	view: await qualityView(app, parseQualityFilter(url.searchParams)),
	legacy: await legacyCounts(app.db.read),
	mayShowNames: may(actor, 'quality.view-names')
}));

export const actions = {
	names: action('quality.view-names', showNamesSchema, ({ app, actor }, input) =>
		showNames(app, actor, input)
	)
};
