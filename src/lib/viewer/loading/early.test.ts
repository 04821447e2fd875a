import { afterEach, expect, it, vi } from 'vitest';
import { dropEarly, keepEarly, takeEarly } from './early.ts';
import { noAnswer } from './frame-queue.ts';
import { fetchBytes } from './patient-fetch.ts';

const answerOf = (text: string) => ({
	response: new Response(text),
	bytes: new TextEncoder().encode(text).buffer
});

const textOf = async (url: string) =>
	new TextDecoder().decode((await fetchBytes(url, { accept: 'text/plain' })).bytes);

afterEach(() => {
	globalThis.overreadEarly = undefined;
	vi.unstubAllGlobals();
});

it('gives an early answer to the first who asks, and none to the second', async () => {
	keepEarly('/a', Promise.resolve(answerOf('early')));
	expect(await (await takeEarly('/a'))?.response.text()).toBe('early');
	expect(await takeEarly('/a')).toBeUndefined();
	expect(await takeEarly('/b')).toBeUndefined();
});

it('asks the server where nothing came early, or what came early was given up', async () => {
	const asked: string[] = [];
	vi.stubGlobal('fetch', (url: string) => {
		asked.push(url);
		return Promise.resolve(new Response('late'));
	});
	keepEarly('/good', Promise.resolve(answerOf('early')));
	keepEarly('/left', Promise.reject(new DOMException('left', 'AbortError')));
	expect(await textOf('/good')).toBe('early');
	expect(asked).toEqual([]);
	expect(await textOf('/good')).toBe('late');
	expect(await textOf('/left')).toBe('late');
	expect(asked).toEqual(['/good', '/left']);
});

it('has no answer where nobody answered early, and waits no longer than whoever asks', async () => {
	vi.stubGlobal('fetch', () => Promise.resolve(new Response('late')));
	keepEarly('/bad', Promise.reject(new TypeError('no line')));
	await expect(textOf('/bad')).rejects.toThrow(noAnswer);
	const leaving = new AbortController();
	keepEarly('/never', new Promise(() => undefined));
	const asked = fetchBytes('/never', { accept: 'text/plain', signal: leaving.signal });
	leaving.abort();
	await expect(asked).rejects.toThrow(leaving.signal.reason);
});

it('gives up what nobody took, or whoever took it waits for no longer, and nothing else', async () => {
	const givenUp: string[] = [];
	const keep = (url: string) => keepEarly(url, new Promise(() => undefined), () => void givenUp.push(url));
	for (const url of ['/dropped', '/left', '/awaited']) keep(url);
	const leaving = new AbortController();
	const left = takeEarly('/left', leaving.signal);
	void takeEarly('/awaited', new AbortController().signal);
	for (const url of ['/dropped', '/left', '/awaited']) dropEarly(url);
	expect(givenUp).toEqual(['/dropped']);
	leaving.abort();
	expect(await left).toBeUndefined();
	expect(givenUp).toEqual(['/dropped', '/left']);
});
