import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { planConference } from '#lib/features/learning/conference-commands.server.ts';
import { planSchema } from '#lib/features/learning/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('learning.manage', async ({ app }) => ({
	timeZone: await groupTimeZone(app.db.read)
}));

export const actions = {
	default: action('learning.manage', planSchema, planConference, {
		redirectTo: ({ id }) => `/learning/conferences/${id}`
	})
};
