import { expect, it } from 'vitest';
import { handleUnsent } from './unsent.ts';
import { maxBodyBytes } from './requests.ts';

/** What is kept of a form that somebody who is not signed in sends to a route of files. */
async function keptOf(length: string | null): Promise<unknown> {
	const request = new Request('https://qa.example.org/me/credentials/send', {
		method: 'POST',
		body: 'number=T1234',
		headers: {
			accept: 'text/html',
			'content-type': 'application/x-www-form-urlencoded',
			...(length === null ? {} : { 'content-length': length })
		}
	});
	const locals: { actor: null; unsent?: unknown } = { actor: null };
	const event = { request, locals, route: { id: '/(app)/me/credentials/send' } };
	// The hook reads nothing else of an event.
	await handleUnsent({ event, resolve: () => new Response('') } as never);
	return locals.unsent;
}

it('keeps what was typed, but reads no form into memory that is long or does not say how long it is', async () => {
	expect(await keptOf('12')).toEqual([{ name: 'number', value: 'T1234' }]);
	expect(await keptOf(String(maxBodyBytes + 1))).toBeUndefined();
	expect(await keptOf(null)).toBeUndefined();
});
