import type { HandleServerError } from '@sveltejs/kit';

/**
 * What cannot be expected: the person gets an id, the log gets the id, the route and where it happened. The message of
 * the error is left out of both: it may quote what came in.
 */
export const handleUnexpected: HandleServerError = ({ error, event, status, message }) => {
	if (status === 404) return { message: 'not-found' };
	const app = event.locals.app;
	const errorId = app ? app.ids() : 'start';
	const frames =
		error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
	const name = error instanceof Error ? error.name : typeof error;
	app?.log.error({ errorId, route: event.route.id, status, name, frames: frames.slice(0, 8) }, 'unexpected');
	return { message: status < 500 ? message : 'unexpected', errorId };
};
