import { expect, it } from 'vitest';
import type { RequestEvent } from '@sveltejs/kit';
import { handlePreferences } from './preferences.ts';

/** The page as it leaves the server. */
async function pageOf(html: string): Promise<string> {
	const event = { cookies: { get: () => 'dark' }, locals: {} } as unknown as RequestEvent; // all that the hook reads
	const answer = await handlePreferences({
		event,
		resolve: async (_, given) => new Response((await given?.transformPageChunk?.({ html, done: true })) ?? '')
	});
	return answer.text();
}

const top = '<html data-theme="%overread.theme%" data-early="%overread.early%">';

it('writes the theme, and what a page names as early, to the top of the page', async () => {
	const named = '<meta name="early" content="/a/b"/><p></p><meta name="early" content="/c"/>';
	expect(await pageOf(top + named)).toBe(`<html data-theme="dark" data-early="/a/b /c">${named}`);
	expect(await pageOf(top)).toBe('<html data-theme="dark" data-early="">');
});

it('takes no address that would be two', async () => {
	expect(await pageOf(`${top}<meta name="early" content="/a /b"/>`)).toContain('data-early=""');
});

/** What the hook makes of a page that names these files; which of them it leaves to be named. */
async function begunBy(html: string, paths: readonly string[]) {
	const event = { cookies: { get: () => 'dark' }, locals: {} } as unknown as RequestEvent; // all that the hook reads
	let kept: string[] = [];
	const answer = await handlePreferences({
		event,
		resolve: async (_, given) => {
			kept = paths.filter((path) => given?.preload?.({ type: 'js', path }));
			const link = kept.map((path) => `<${path}>`).join(', ');
			const body = (await given?.transformPageChunk?.({ html, done: true })) ?? '';
			return new Response(body, { headers: { link } });
		}
	});
	return { body: await answer.text(), link: answer.headers.get('link'), kept };
}

it('begins a page with a place for first images by their script, before all other files', async () => {
	const look = '/_app/immutable/chunks/first-look.Ab-1_c.js';
	const place = '<div data-first-look="{}"></div>';
	const begun = await begunBy(`%overread.first%${place}`, ['/_app/a.js', look]);
	expect(begun.body).toBe(`<script type="module" async src="${look}"></script>${place}`);
	expect(begun.link).toBe(`<${look}>; rel="modulepreload"; nopush, </_app/a.js>`);
	expect(begun.kept).toEqual(['/_app/a.js']);
	expect((await begunBy('%overread.first%', ['/_app/a.js', look])).body).toBe('');
	expect((await begunBy(`%overread.first%${place}`, ['/_app/a.js'])).body).toBe(place);
});
