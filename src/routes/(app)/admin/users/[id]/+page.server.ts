import { error } from '@sveltejs/kit';
import { findSecondFactor, resetSecondFactor } from '#lib/features/account/second-factor.server.ts';
import { userChoices } from '#lib/features/admin/user-choices.server.ts';
import { changeUser, resetPassword, setUserStatus } from '#lib/features/admin/user-commands.server.ts';
import { findUser } from '#lib/features/admin/user-queries.server.ts';
import { changeUserSchema, setUserStatusSchema, userIdSchema } from '#lib/features/admin/user-schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('user.manage', async ({ app, actor, params }) => {
	const user = await findUser(app.db.read, params.id ?? '', app.clock.now());
	if (!user) error(404, 'not-found');
	const factor = await findSecondFactor(app.db.read, user.id);
	return {
		user,
		hasSecondFactor: factor !== null,
		isOwn: user.id === actor.id,
		...(await userChoices(app.db.read, user.id))
	};
});

export const actions = {
	save: action('user.manage', changeUserSchema, ({ app, actor }, input) => changeUser(app, actor, input)),
	status: action('user.manage', setUserStatusSchema, ({ app, actor }, input) =>
		setUserStatus(app, actor, input)
	),
	reset: action('user.manage', userIdSchema, ({ app, actor }, input) => resetPassword(app, actor, input)),
	resetFactor: action('user.manage', userIdSchema, ({ app, actor }, input) =>
		resetSecondFactor(app, actor, input)
	)
};
