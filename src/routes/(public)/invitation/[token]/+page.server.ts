import { ok } from '#lib/core/result.ts';
import { findGroup } from '#lib/features/admin/group-queries.server.ts';
import { acceptInvitation, findInvitation } from '#lib/features/auditors/accept.server.ts';
import { acceptSchema } from '#lib/features/auditors/schemas.ts';
import { publicAction, publicPage } from '#lib/server/http/page.ts';

export const load = publicPage(async ({ app, params }) => {
	const found = await findInvitation(app, params.token ?? '');
	const group = await findGroup(app.db.read);
	return {
		invitation: found && { name: found.name, email: found.email },
		group: found && group ? group.name : ''
	};
});

export const actions = {
	default: publicAction(
		acceptSchema,
		async ({ app, event }, input) => {
			const accepted = await acceptInvitation(app, input);
			if (!accepted.ok) return accepted;
			// Whoever was signed in on this browser is not who was invited.
			const { sessions } = event.locals;
			const previous = event.cookies.get(sessions.cookieName);
			if (previous) await sessions.end(previous);
			for (const { name, value, options } of [sessions.blankCookie, accepted.value]) {
				event.cookies.set(name, value, options);
			}
			return ok(null);
		},
		{ redirectTo: () => '/sign-in/authenticator' }
	)
};
