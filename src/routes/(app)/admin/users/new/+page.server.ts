import { createUser } from '#lib/features/admin/user-commands.server.ts';
import { userChoices } from '#lib/features/admin/user-choices.server.ts';
import { createUserSchema } from '#lib/features/admin/user-schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('user.manage', ({ app }) => userChoices(app.db.read, null));

export const actions = {
	default: action('user.manage', createUserSchema, ({ app, actor }, input) => createUser(app, actor, input))
};
