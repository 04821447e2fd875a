import type { Handle } from '@sveltejs/kit';
import type { App } from '#lib/server/app.ts';
import { findActor } from '#lib/server/auth/actor.ts';
import { makeSessions, type Sessions } from '#lib/server/auth/sessions.ts';

/** Gives every request the app, the sessions and the actor its cookie stands for. */
export function makeHandleContext(getApp: () => Promise<App>): Handle {
	let sessions: Sessions | null = null;
	return async ({ event, resolve }) => {
		const app = await getApp();
		sessions ??= makeSessions(app);
		event.locals.app = app;
		event.locals.sessions = sessions;
		const cookie = event.cookies.get(sessions.cookieName);
		const userId = cookie ? await sessions.findUserId(cookie) : null;
		event.locals.actor = userId ? await findActor(app.db.read, userId, app.clock.now()) : null;
		return resolve(event);
	};
}
