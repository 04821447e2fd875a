import type { Handle } from '@sveltejs/kit';
import { parseTheme } from '#lib/core/theme.ts';

/** Writes the person's theme into the page on the server, so that nothing flashes. */
export const handlePreferences: Handle = async ({ event, resolve }) => {
	event.locals.theme = parseTheme(event.cookies.get('theme'));
	return resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%overread.theme%', event.locals.theme)
	});
};
