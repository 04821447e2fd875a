import { ok } from '#lib/core/result.ts';
import { userChoices } from '#lib/features/admin/user-choices.server.ts';
import { inviteAuditor } from '#lib/features/auditors/invite.server.ts';
import { inviteSchema } from '#lib/features/auditors/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('user.manage', async ({ app }) => ({
	facilities: (await userChoices(app.db.read, null)).facilities
}));

export const actions = {
	default: action('user.manage', inviteSchema, async ({ app, actor }, input) => {
		const invited = await inviteAuditor(app, actor, input);
		return invited.ok ? ok({ ...invited.value, email: input.email }) : invited;
	})
};
