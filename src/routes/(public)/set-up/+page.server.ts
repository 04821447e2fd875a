import { redirect } from '@sveltejs/kit';
import { ok } from '#lib/core/result.ts';
import { timeZoneNames } from '#lib/features/admin/fields.ts';
import { setUpGroup } from '#lib/features/admin/set-up.server.ts';
import { setUpSchema } from '#lib/features/admin/user-schemas.ts';
import { hasUsers } from '#lib/server/auth/actor.ts';
import { publicAction, publicPage } from '#lib/server/http/page.ts';

export const load = publicPage(async ({ app }) => {
	if (await hasUsers(app.db.read)) redirect(303, '/');
	return { timeZones: timeZoneNames() };
});

export const actions = {
	default: publicAction(
		setUpSchema,
		async ({ app, event }, input) => {
			const done = await setUpGroup(app, input);
			if (!done.ok) return done;
			const { name, value, options } = await event.locals.sessions.start(done.value.userId);
			event.cookies.set(name, value, options);
			return ok(null);
		},
		{ redirectTo: () => '/admin' }
	)
};
