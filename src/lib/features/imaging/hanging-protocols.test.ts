import { afterEach, expect, it, vi } from 'vitest';
import { loadHangingProtocols } from './hanging-protocols.ts';

afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

it('protocols that do not come are given up after some seconds, and asked for again the next time', async () => {
	const limit = new AbortController();
	const limitMs = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
	vi.stubGlobal(
		'fetch',
		(_url: string, init?: { signal?: AbortSignal }) =>
			new Promise((_resolve, reject) => {
				init?.signal?.addEventListener('abort', () => reject(new Error('too late')));
			})
	);
	const waiting = loadHangingProtocols();
	limit.abort();
	await expect(waiting).rejects.toThrow('too late');
	expect(limitMs.mock.lastCall?.[0]).toBeLessThanOrEqual(5_000);

	vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ protocols: [] })));
	await expect(loadHangingProtocols()).resolves.toEqual([]);
});
