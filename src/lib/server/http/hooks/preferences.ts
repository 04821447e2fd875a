import type { Handle } from '@sveltejs/kit';
import { parseTheme } from '#lib/core/theme.ts';

/** The script of the first images (`.config/few-chunks.ts`). */
const firstLookFile = /\/first-look\.[\w-]+\.js$/;

/**
 * Writes the person's theme into the page on the server, so that nothing flashes, and at its top what it names as early: the script that
 * asks for that stands above all that it would have to wait for. Where the page has a place for first images, their script is the first.
 */
export const handlePreferences: Handle = async ({ event, resolve }) => {
	event.locals.theme = parseTheme(event.cookies.get('theme'));
	let firstLook: string | undefined;
	const answer = await resolve(event, {
		preload({ type, path }) {
			if (!firstLookFile.test(path)) return type === 'js' || type === 'css';
			firstLook = path;
			return false;
		},
		transformPageChunk: ({ html }) =>
			html
				.replace('%overread.theme%', event.locals.theme)
				.replace('%overread.early%', () => earlyAddresses(html).join(' '))
				.replace('%overread.first%', () =>
					firstLook && html.includes(' data-first-look=')
						? `<script type="module" async src="${firstLook}"></script>`
						: ''
				)
	});
	if (firstLook) {
		const others = answer.headers.get('link');
		answer.headers.set('link', `<${firstLook}>; rel="modulepreload"; nopush${others ? `, ${others}` : ''}`);
	}
	return answer;
};

/** Addresses of what the page will ask for in any case. */
function earlyAddresses(html: string): string[] {
	return [...html.matchAll(/<meta name="early" content="([^"\s]+)"/g)].flatMap(
		([, address]) => address ?? []
	);
}
