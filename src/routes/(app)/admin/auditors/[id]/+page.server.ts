import { error } from '@sveltejs/kit';
import { groupTimeZone } from '#lib/features/admin/group-queries.server.ts';
import { userChoices } from '#lib/features/admin/user-choices.server.ts';
import { renewAuditor, resendInvitation, revokeAuditor } from '#lib/features/auditors/invite.server.ts';
import { findAuditor } from '#lib/features/auditors/queries.server.ts';
import { auditorIdSchema, renewSchema } from '#lib/features/auditors/schemas.ts';
import { action, page } from '#lib/server/http/page.ts';

export const load = page('user.manage', async ({ app, params }) => {
	const { read } = app.db;
	const auditor = await findAuditor(read, params.id ?? '', app.clock.now());
	if (!auditor) error(404, 'not-found');
	return {
		auditor,
		facilities: (await userChoices(read, null)).facilities,
		timeZone: await groupTimeZone(read)
	};
});

export const actions = {
	save: action('user.manage', renewSchema, ({ app, actor }, input) => renewAuditor(app, actor, input)),
	resend: action('user.manage', auditorIdSchema, ({ app, actor }, input) =>
		resendInvitation(app, actor, input)
	),
	revoke: action('user.manage', auditorIdSchema, ({ app, actor }, input) => revokeAuditor(app, actor, input))
};
