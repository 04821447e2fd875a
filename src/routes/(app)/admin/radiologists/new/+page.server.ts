import { radiologistSchema } from '#lib/features/admin/radiologist-schemas.ts';
import { createRadiologist } from '#lib/features/admin/radiologists.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('user.manage', () => ({}));

export const actions = {
	default: action(
		'user.manage',
		radiologistSchema,
		({ app, actor }, input) => createRadiologist(app, actor, input),
		{ redirectTo: () => '/admin/radiologists' }
	)
};
