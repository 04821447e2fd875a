import { error } from '@sveltejs/kit';
import { may } from '#lib/core/actor.ts';
import { unknownParameters } from '#lib/features/quality/filter.ts';
import { showName } from '#lib/features/quality/names.server.ts';
import { radiologistView } from '#lib/features/quality/radiologist/radiologist-view.server.ts';
import { showNamesSchema } from '#lib/features/quality/schemas.ts';
import { findByCode, underCodes } from '#lib/features/quality/under-codes.server.ts';
import { readerWindows } from '#lib/features/turnaround/reader-windows.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('quality.view', async ({ app, actor, params, url }) => {
	const id = await findByCode(app.db.read, params.code ?? '');
	const found = id === null ? null : await radiologistView(app, actor, id);
	if (id === null || !found?.ok) error(404, 'radiologist-not-found');
	return {
		view: await underCodes(app.db.read, found.value),
		ignored: unknownParameters(url.searchParams, []),
		mayShowNames: may(actor, 'quality.view-names'),
		turnaround: may(actor, 'turnaround.view') ? await readerWindows(app, id) : []
	};
});

export const actions = {
	names: action('quality.view-names', showNamesSchema, async ({ app, actor, params }, input) =>
		showName(app, actor, (await findByCode(app.db.read, params.code ?? '')) ?? '', input)
	)
};
