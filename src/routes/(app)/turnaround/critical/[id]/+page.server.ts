import { error } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { unknownParameters } from '#lib/features/quality/filter.ts';
import {
	communicateCritical,
	receiveCritical,
	withdrawCritical
} from '#lib/features/turnaround/critical-commands.server.ts';
import { criticalView } from '#lib/features/turnaround/critical-view.server.ts';
import {
	communicateSchema,
	receiveCriticalSchema,
	withdrawCriticalSchema
} from '#lib/features/turnaround/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('turnaround.view', async ({ app, actor, params, url }) => {
	const view = await criticalView(app.db.read, actor, { id: params.id ?? '', now: app.clock.now() });
	if (!view) error(404, 'critical-not-found');
	return {
		view,
		unknown: unknownParameters(url.searchParams, []),
		isManaged: may(actor, 'turnaround.manage')
	};
});

export const actions = {
	communicate: action('turnaround.manage', communicateSchema, communicateCritical),
	receive: action('turnaround.manage', receiveCriticalSchema, receiveCritical),
	withdraw: action('turnaround.manage', withdrawCriticalSchema, withdrawCritical)
};
