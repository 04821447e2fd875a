import {
	createAccessTokenSchema,
	revokeAccessTokenSchema
} from '#lib/features/admin/access-token-schemas.ts';
import {
	createAccessToken,
	listAccessTokens,
	revokeAccessToken
} from '#lib/features/admin/access-tokens.server.ts';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('system.manage', async ({ app }) => ({
	tokens: await listAccessTokens(app.db.read),
	timeZone: await groupTimeZone(app.db.read),
	now: app.clock.now()
}));

export const actions = {
	create: action('system.manage', createAccessTokenSchema, ({ app, actor }, input) =>
		createAccessToken(app, actor, input)
	),
	revoke: action('system.manage', revokeAccessTokenSchema, ({ app, actor }, { id }) =>
		revokeAccessToken(app, actor, id)
	)
};
