import type { Handle } from '@sveltejs/kit';
import type { App } from '#lib/server/app.ts';
import { identify, sessionsOf } from '#lib/server/auth/identify.ts';

/** Gives every request the app, the sessions and the actor its cookie stands for. */
export function makeHandleContext(getApp: () => Promise<App>): Handle {
	return async ({ event, resolve }) => {
		const app = await getApp();
		const sessions = sessionsOf(app);
		event.locals.app = app;
		event.locals.sessions = sessions;
		event.locals.actor = await identify(app, {
			cookie: event.cookies.get(sessions.cookieName) ?? null,
			authorization: event.request.headers.get('authorization')
		});
		return resolve(event);
	};
}
