import { error } from '@sveltejs/kit';
import { findDrawView } from '#lib/features/sampling/queries.server.ts';
import { revealDraw } from '#lib/features/sampling/reveal-draw.server.ts';
import { revealDrawSchema } from '#lib/features/sampling/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('sampling.view', async ({ app, actor, params }) => {
	const view = await findDrawView(app.db.read, params.id ?? '', actor.scope);
	if (!view) error(404, 'draw-not-found');
	return { ...view, now: app.clock.now() };
});

export const actions = {
	reveal: action('draw.run', revealDrawSchema, ({ app, actor }, { id }) => revealDraw(app, actor, id))
};
