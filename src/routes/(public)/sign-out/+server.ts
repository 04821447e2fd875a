import { redirect } from '@sveltejs/kit';
import { signOut } from '#lib/features/account/session-commands.server.ts';
import { publicEndpoint } from '#lib/server/http/page.ts';

export const POST = publicEndpoint(async ({ app, actor, event }) => {
	const { sessions } = event.locals;
	const cookie = event.cookies.get(sessions.cookieName);
	if (actor && cookie) await signOut(app, actor, cookie);
	const { name, value, options } = sessions.blankCookie;
	event.cookies.set(name, value, options);
	redirect(303, '/sign-in');
});
