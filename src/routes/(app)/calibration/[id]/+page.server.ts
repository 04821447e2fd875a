import { error } from '@sveltejs/kit';
import { retireItem } from '#lib/features/calibration/item-commands.server.ts';
import { findKnownCase } from '#lib/features/calibration/result-queries.server.ts';
import { retireItemSchema } from '#lib/features/calibration/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('calibration.manage', async ({ app, params }) => {
	const item = await findKnownCase(app.db.read, params.id ?? '');
	if (!item) error(404, 'item-not-found');
	return { item };
});

export const actions = {
	retire: action('calibration.manage', retireItemSchema, retireItem)
};
