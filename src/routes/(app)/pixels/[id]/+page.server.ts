import { error } from '@sveltejs/kit';
import { decidePixelCheck } from '#lib/features/assignments/decide-pixel-check.server.ts';
import { pixelCheckSchema } from '#lib/features/imaging/pixel-check-schemas.ts';
import { pixelCheckView } from '#lib/features/imaging/pixel-view.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('pixels.check', async ({ app, actor, params }) => {
	const check = await pixelCheckView(app, actor, params.id ?? '');
	if (!check) error(404, 'pixel-check-not-found');
	return { check };
});

export const actions = {
	decide: action('pixels.check', pixelCheckSchema, decidePixelCheck, {
		redirectTo: ({ status }) => `/pixels?checked=${status}`
	})
};
