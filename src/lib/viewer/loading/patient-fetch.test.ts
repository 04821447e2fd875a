import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadStudy, prefetchStudy } from '#lib/viewer/study/study.ts';
import { cancelFrame, fetchFrame } from './fetch-frame.ts';
import { silenceMs } from './patient-fetch.ts';

/** A server that answers when the test says so. */
let server: { answer(status?: number): void; send(text: string): void; end(): void; isGivenUp(): boolean };

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('addEventListener', () => undefined);
	vi.stubGlobal('fetch', (_url: string, { signal, method }: { signal: AbortSignal; method?: string }) => {
		if (method === 'HEAD') return Promise.resolve(new Response());
		let line: ReadableStreamDefaultController<Uint8Array> | undefined;
		const body = new ReadableStream<Uint8Array>({ start: (opened) => void (line = opened) });
		return new Promise<Response>((resolve, reject) => {
			signal.addEventListener('abort', () => {
				reject(signal.reason);
				line?.error(signal.reason);
			});
			server = {
				answer: (status = 200) => resolve(new Response(body, { status })),
				send: (text) => line?.enqueue(new TextEncoder().encode(text)),
				end: () => line?.close(),
				isGivenUp: () => signal.aborted
			};
		});
	});
});

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const outcome = (asked: Promise<ArrayBuffer>) =>
	asked.then(
		(bytes) => new TextDecoder().decode(bytes),
		(error: unknown) => (error instanceof Error ? error.message : String(error))
	);

describe('a frame', () => {
	it('whose request nobody answers has no answer, and the request is given up', async () => {
		const frame = outcome(fetchFrame('wadors:/frames/1'));
		await wait(silenceMs - 1);
		expect(server.isGivenUp()).toBe(false);
		await wait(1);
		expect(await frame).toBe('no answer');
		expect(server.isGivenUp()).toBe(true);
	});

	it('that stops in its middle has no answer', async () => {
		const frame = outcome(fetchFrame('wadors:/frames/1'));
		server.answer();
		server.send('half of ');
		await wait(silenceMs);
		expect(await frame).toBe('no answer');
	});

	it('that comes slowly comes whole', async () => {
		const frame = outcome(fetchFrame('wadors:/frames/1'));
		await wait(silenceMs - 1);
		server.answer();
		for (const part of ['one ', 'two ', 'three']) {
			await wait(silenceMs - 1);
			server.send(part);
		}
		await wait(silenceMs - 1);
		server.end();
		expect(await frame).toBe('one two three');
		await wait(silenceMs * 2);
		expect(server.isGivenUp()).toBe(false);
	});

	it('that is refused says with which status', async () => {
		const frame = outcome(fetchFrame('wadors:/frames/1'));
		server.answer(410);
		expect(await frame).toBe('status 410');
	});

	it('that nobody waits for any longer is no sign of a lost connection', async () => {
		const frame = outcome(fetchFrame('wadors:/frames/1'));
		cancelFrame('wadors:/frames/1');
		expect(await frame).toBe('given up');
	});
});

describe('the headers of a study', () => {
	const source = { root: '/dicomweb/cases/1', studyUid: '1.2.3' };

	it('are asked for again when nothing of them comes, and it is said meanwhile', async () => {
		const told: boolean[] = [];
		const study = loadStudy(source, { onConnection: (isLost) => told.push(isLost) });
		await wait(silenceMs);
		expect(told).toEqual([true]);
		await wait(1_000);
		server.answer();
		server.send('[]');
		server.end();
		expect(await study).toEqual({ ok: true, displaySets: [] });
		expect(told).toEqual([true, false]);
	});

	it('are given up when the server is there and never sends them', async () => {
		const study = loadStudy(source);
		await wait(10 * silenceMs);
		expect(await study).toEqual({
			ok: false,
			error: { code: 'metadata-failed', subject: '1.2.3', reason: 'no answer' }
		});
	});

	it('that were asked for ahead and did not come are asked for anew, and it is said', async () => {
		const told: boolean[] = [];
		const ahead = prefetchStudy(source);
		const study = loadStudy(source, { onConnection: (isLost) => told.push(isLost) });
		await wait(silenceMs);
		expect(await ahead).toEqual([]);
		await wait(1_000);
		server.answer();
		server.send('[]');
		server.end();
		expect(await study).toEqual({ ok: true, displaySets: [] });
		expect(told).toEqual([true, false]);
	});

	it.each(['[{"00080016":', 'null', '<html></html>'])(
		'that are none, as %s, are told by the one reason that has words of its own',
		async (text) => {
			const study = loadStudy(source);
			await wait(0);
			server.answer();
			server.send(text);
			server.end();
			expect(await study).toEqual({
				ok: false,
				error: { code: 'metadata-failed', subject: '1.2.3', reason: 'not a list of instances' }
			});
		}
	);

	it('may take their time', async () => {
		const study = loadStudy(source);
		await wait(0);
		server.answer();
		for (const part of ['[', ']']) {
			await wait(silenceMs - 1);
			server.send(part);
		}
		server.end();
		expect(await study).toEqual({ ok: true, displaySets: [] });
	});
});
