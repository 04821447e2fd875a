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
