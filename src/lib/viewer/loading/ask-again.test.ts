import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askAgain } from './ask-again.ts';
import { noAnswer } from './frame-queue.ts';

const page = new EventTarget();
beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** Asks a server that gives these answers one after the other, null being none; it is out of reach while `isThere` is false. */
function ask(answers: (string | Error | null)[], isThere = true) {
	const told: boolean[] = [];
	const server = { isThere };
	const ending = new AbortController();
	let asked = 0;
	const outcome = askAgain(
		() => {
			const answer = answers[asked++] ?? null;
			if (answer === null) return Promise.reject(new Error(noAnswer));
			return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
		},
		{
			isReachable: () => Promise.resolve(server.isThere),
			onConnection: (isLost) => told.push(isLost),
			signal: ending.signal
		}
	).catch((error: unknown) => `rejected: ${error instanceof Error ? error.message : ''}`);
	return { outcome, told, server, ending, asked: () => asked };
}
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('what is asked for until there is an answer', () => {
	it('comes at once where there is one, and nothing is said', async () => {
		const { outcome, told } = ask(['here']);
		expect(await outcome).toBe('here');
		expect(told).toEqual([]);
	});

	it('is asked for again after a second, then two, then four, and it is said meanwhile', async () => {
		const { outcome, told, asked } = ask([null, null, null, 'here']);
		await wait(999);
		expect(asked()).toBe(1);
		expect(told).toEqual([true]);
		await wait(1);
		expect(asked()).toBe(2);
		await wait(1_999);
		expect(asked()).toBe(2);
		await wait(1);
		expect(asked()).toBe(3);
		await wait(4_000);
		expect(await outcome).toBe('here');
		expect(told).toEqual([true, false]);
	});

	it('is given up after four times without an answer from a server that is there', async () => {
		const { outcome, told, asked } = ask([]);
		await wait(60_000);
		expect(await outcome).toBe(`rejected: ${noAnswer}`);
		expect(asked()).toBe(4);
		expect(told).toEqual([true, false]);
	});

	it('is waited for as long as the server is out of reach, at most ten seconds between two times', async () => {
		const { outcome, server, asked } = ask([...Array.from({ length: 34 }, () => null), 'here'], false);
		await wait(300_000);
		expect(asked()).toBeGreaterThan(30);
		server.isThere = true;
		await wait(120_000);
		expect(await outcome).toBe('here');
	});

	it('is asked for at once when the machine has a network again', async () => {
		const { outcome, asked } = ask([null, null, null, 'here'], false);
		await wait(3_000);
		expect(asked()).toBe(3);
		page.dispatchEvent(new Event('online'));
		expect(await outcome).toBe('here');
	});

	it('is not asked for again when nobody waits for it any longer', async () => {
		const { outcome, ending, told, asked } = ask([], false);
		await wait(0);
		ending.abort();
		expect(await outcome).toBe(`rejected: ${noAnswer}`);
		await wait(60_000);
		expect(asked()).toBe(1);
		expect(told).toEqual([true]);
	});

	it('is not asked for again when it was refused', async () => {
		const { outcome, told } = ask([new Error('status 410')]);
		expect(await outcome).toBe('rejected: status 410');
		expect(told).toEqual([]);
	});
});
