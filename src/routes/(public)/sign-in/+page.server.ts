import { redirect } from '@sveltejs/kit';
import { ok } from '#lib/core/result.ts';
import { returnPath } from '#lib/features/account/return-path.ts';
import { signInSchema } from '#lib/features/account/schemas.ts';
import { signIn } from '#lib/features/account/sign-in.server.ts';
import { publicAction, publicPage } from '#lib/server/http/page.ts';

export const load = publicPage(({ actor, url }) => {
	const to = returnPath(url.searchParams.get('to'));
	if (actor) redirect(303, to);
	return { to };
});

export const actions = {
	default: publicAction(
		signInSchema,
		async ({ app, event }, input) => {
			const { sessions } = event.locals;
			const cookie = await signIn(app, sessions, { ...input, address: event.getClientAddress() });
			if (!cookie.ok) return cookie;
			// Another person's session on the same browser does not outlive the change.
			const previous = event.cookies.get(sessions.cookieName);
			if (previous) await sessions.end(previous);
			const { name, value, options } = cookie.value;
			event.cookies.set(name, value, options);
			return ok(null);
		},
		{ redirectTo: (_, { to }) => returnPath(to) }
	)
};
