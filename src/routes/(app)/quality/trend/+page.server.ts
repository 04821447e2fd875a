import { toUtcDay } from '#lib/core/instant.ts';
import { ignoredParts, parseQualityFilter } from '#lib/features/quality/filter.ts';
import { qualityView } from '#lib/features/quality/quality-view.server.ts';
import {
	annotateTrend,
	freezeBaseline,
	withdrawAnnotation
} from '#lib/features/quality/trend/commands.server.ts';
import {
	annotateTrendSchema,
	freezeBaselineSchema,
	withdrawAnnotationSchema
} from '#lib/features/quality/trend/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('quality.manage', async ({ app, actor, url }) => {
	const asked = parseQualityFilter(url.searchParams);
	const { trend, filter, ignored, choices, minimums } = await qualityView(app, asked, {
		viewer: actor,
		ignored: ignoredParts(url.searchParams, asked)
	});
	return { view: { trend, filter, ignored, choices, minimums }, today: toUtcDay(app.clock.now()) };
});

export const actions = {
	freeze: action('quality.manage', freezeBaselineSchema, ({ app, actor }, input) =>
		freezeBaseline(app, actor, input)
	),
	annotate: action('quality.manage', annotateTrendSchema, ({ app, actor }, input) =>
		annotateTrend(app, actor, input)
	),
	withdraw: action('quality.manage', withdrawAnnotationSchema, ({ app, actor }, input) =>
		withdrawAnnotation(app, actor, input)
	)
};
