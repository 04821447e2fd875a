import { redirect } from '@sveltejs/kit';
import { ok } from '#lib/core/result.ts';
import { returnPath } from '#lib/features/account/return-path.ts';
import { signInSchema } from '#lib/features/account/schemas.ts';
import { signIn } from '#lib/features/account/sign-in.server.ts';
import { findEndedAccess } from '#lib/features/account/ended-access.server.ts';
import { publicAction, publicPage } from '#lib/server/http/page.ts';

const nextPage = { code: '/sign-in/code', enrol: '/sign-in/authenticator' } as const;

export const load = publicPage(async ({ app, actor, url, event }) => {
	const to = returnPath(url.searchParams.get('to'));
	if (actor) redirect(303, to);
	const cookie = event.cookies.get(event.locals.sessions.cookieName);
	return { to, ended: cookie ? await findEndedAccess(app, cookie) : null };
});

export const actions = {
	default: publicAction(
		signInSchema,
		async ({ app, event }, input) => {
			const { sessions } = event.locals;
			const address = event.getClientAddress();
			const signed = await signIn(app, sessions, { ...input, to: returnPath(input.to), address });
			if (!signed.ok) return signed;
			// Another person's session on the same browser does not outlive the change.
			const previous = event.cookies.get(sessions.cookieName);
			if (previous) await sessions.end(previous);
			const { name, value, options, next } = signed.value;
			if (next !== 'done') event.cookies.set(sessions.blankCookie.name, '', sessions.blankCookie.options);
			event.cookies.set(name, value, options);
			return ok({ next });
		},
		{ redirectTo: ({ next }, { to }) => (next === 'done' ? returnPath(to) : nextPage[next]) }
	)
};
