import { error } from '@sveltejs/kit';
import { changeRadiologistSchema } from '#lib/features/admin/radiologist-schemas.ts';
import { changeRadiologist, findRadiologist } from '#lib/features/admin/radiologists.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('user.manage', async ({ app, params }) => {
	const radiologist = await findRadiologist(app.db.read, params.id ?? '');
	if (!radiologist) error(404, 'not-found');
	return { radiologist };
});

export const actions = {
	default: action('user.manage', changeRadiologistSchema, ({ app, actor }, input) =>
		changeRadiologist(app, actor, input)
	)
};
