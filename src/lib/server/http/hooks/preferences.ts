import type { Handle } from '@sveltejs/kit';
import { parseTheme } from '#lib/core/theme.ts';

/**
 * Writes the person's theme into the page on the server, so that nothing flashes, and at its top what it names as early: the script that
 * asks for that stands above all that it would have to wait for.
 */
export const handlePreferences: Handle = async ({ event, resolve }) => {
	event.locals.theme = parseTheme(event.cookies.get('theme'));
	return resolve(event, {
		transformPageChunk: ({ html }) =>
			html
				.replace('%overread.theme%', event.locals.theme)
				.replace('%overread.early%', () => earlyAddresses(html).join(' '))
	});
};

/** Addresses of what the page will ask for in any case. */
function earlyAddresses(html: string): string[] {
	return [...html.matchAll(/<meta name="early" content="([^"\s]+)"/g)].flatMap(
		([, address]) => address ?? []
	);
}
