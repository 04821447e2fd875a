import { redirect, type Handle } from '@sveltejs/kit';
import type { App } from '#lib/server/app.ts';
import { hasUsers } from '#lib/server/auth/actor.ts';

// Once somebody has an account, somebody always has: asked of the database only until then.
const isSetUp = new WeakSet<App>();

/** Leads every page to the set-up while the group has no user. */
export const handleSetUp: Handle = async ({ event, resolve }) => {
	const { app } = event.locals;
	if (!isSetUp.has(app)) {
		if (await hasUsers(app.db.read)) isSetUp.add(app);
		else if (isPage(event.request, event.isDataRequest) && event.url.pathname !== '/set-up') {
			redirect(303, '/set-up');
		}
	}
	return resolve(event);
};

function isPage(request: Request, isDataRequest: boolean): boolean {
	if (isDataRequest) return true;
	return request.method === 'GET' && (request.headers.get('accept')?.includes('text/html') ?? false);
}
