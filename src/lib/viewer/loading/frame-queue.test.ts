import { afterEach, describe, expect, it, vi } from 'vitest';
import { givenUp, openFrameQueue, type FrameSource } from './frame-queue.ts';

/** A source whose frames arrive when the test says so. */
function makeSource(totals: number[], limit: FrameSource['limit'] = (stack) => totals[stack] ?? 0) {
	const asked: string[] = [];
	const cancelled: string[] = [];
	const settled: string[] = [];
	const connection: string[] = [];
	const server = { isThere: true };
	const loaded = new Set<string>();
	const open = new Map<string, PromiseWithResolvers<undefined>>();
	const source: FrameSource = {
		totals,
		limit,
		isLoaded: (stack, position) => loaded.has(`${stack}/${position}`),
		load(stack, position) {
			const name = `${stack}/${position}`;
			asked.push(name);
			// As the image cache does: who asks while a frame is under way waits for the same.
			const pending = open.get(name) ?? Promise.withResolvers<undefined>();
			open.set(name, pending);
			return pending.promise.finally(() => open.delete(name));
		},
		cancel: (stack, position) => cancelled.push(`${stack}/${position}`),
		onSettled: (stack, position, failure) =>
			settled.push([`${stack}/${position}`, failure].filter(Boolean).join(' ')),
		isReachable: () => Promise.resolve(server.isThere),
		onConnection: (isLost) => connection.push(isLost ? 'lost' : 'back')
	};
	const turn = () => new Promise((resolve) => setTimeout(resolve));
	return {
		source,
		asked,
		cancelled,
		settled,
		connection,
		server,
		async arrive(name: string) {
			loaded.add(name);
			open.get(name)?.resolve(undefined);
			await turn();
		},
		async fail(name: string, reason: string) {
			open.get(name)?.reject(new Error(reason));
			await turn();
		},
		drop: (name: string) => loaded.delete(name),
		turn
	};
}

describe('the order of requests', () => {
	it('is the frame on the screen, then outward, five at once', () => {
		const { source, asked } = makeSource([20]);
		openFrameQueue(source).aim(0, 10);
		expect(asked).toEqual(['0/10', '0/11', '0/9', '0/12', '0/8']);
	});

	it('follows the eye: what is aimed at next is asked for next', async () => {
		const { source, asked, arrive } = makeSource([100]);
		const queue = openFrameQueue(source);
		queue.aim(0, 10);
		queue.aim(0, 80);
		await arrive('0/10');
		expect(asked.at(-1)).toBe('0/80');
	});

	it('is what every cell shows, the active one first, then outward in all of them', async () => {
		const { source, asked, arrive } = makeSource([20, 20, 20]);
		openFrameQueue(source).aim(1, 10, [
			{ stack: 2, position: 3 },
			{ stack: 1, position: 2 }
		]);
		expect(asked).toEqual(['1/10', '2/3', '1/2', '0/10', '1/11']);
		await arrive('1/10');
		await arrive('2/3');
		expect(asked.slice(5)).toEqual(['2/4', '1/3']);
	});

	it('waits while something else has the line, and goes on after it', async () => {
		const { source, asked, arrive } = makeSource([20]);
		const line = { isHeld: false };
		const queue = openFrameQueue({ ...source, isHeld: () => line.isHeld });
		queue.aim(0, 10);
		line.isHeld = true;
		await arrive('0/10');
		await arrive('0/11');
		expect(asked).toHaveLength(5);
		line.isHeld = false;
		queue.goOn();
		expect(asked.slice(5)).toEqual(['0/13', '0/7']);
	});

	it('fetches a thumbnail of each other stack before the rest of the open one', () => {
		const { source, asked } = makeSource([9, 4, 0, 6]);
		openFrameQueue(source).aim(0, 4);
		expect(asked).toEqual(['0/4', '1/2', '3/3', '0/5', '0/3']);
	});

	it('keeps to the limits of the cache', () => {
		const { source, asked } = makeSource([50], () => 3);
		openFrameQueue(source).aim(0, 20);
		expect(asked).toEqual(['0/20', '0/21', '0/19']);
	});
});

describe('a stack that is left', () => {
	it('has its requests cancelled, its thumbnail not', async () => {
		const { source, asked, cancelled, turn } = makeSource([20, 5]);
		const queue = openFrameQueue(source);
		queue.aim(0, 3);
		expect(asked).toEqual(['0/3', '1/2', '0/4', '0/2', '0/5']);
		queue.aim(1, 0);
		await turn();
		expect(cancelled).toEqual(['0/3', '0/4', '0/2', '0/5']);
		expect(asked.slice(5)).toEqual(['1/0', '0/10', '1/1', '1/3']);
	});
});

it('is not asked for again in the moment in which its requests are cancelled', async () => {
	const { source, asked, turn } = makeSource([20, 5]);
	const queue = openFrameQueue(source);
	queue.aim(0, 3);
	queue.aim(1, 0);
	queue.aim(0, 3);
	expect(asked).toHaveLength(5);
	await turn();
	expect(asked[5]).toBe('0/3');
});

it('is asked for again when its cancelled request takes long to end, and has not failed', async () => {
	const { source, asked, settled, turn, fail, arrive } = makeSource([20, 5]);
	const queue = openFrameQueue(source);
	queue.aim(0, 3);
	queue.aim(1, 0);
	await turn();
	for (const frame of ['1/0', '0/10', '1/1', '1/3']) await arrive(frame);
	queue.aim(0, 3);
	await turn();
	expect(asked.filter((frame) => frame === '0/3')).toHaveLength(2);
	await fail('0/3', givenUp);
	expect(queue.failure(0, 3)).toBeUndefined();
	expect(asked.filter((frame) => frame === '0/3')).toHaveLength(3);
	await arrive('0/3');
	expect(settled.filter((frame) => frame.startsWith('0/3'))).toEqual(['0/3']);
});

describe('a frame that fails', () => {
	it('is reported once with its reason and not asked for again, until a retry', async () => {
		const { source, asked, settled, fail } = makeSource([1]);
		const queue = openFrameQueue(source);
		queue.aim(0, 0);
		await fail('0/0', 'status 500');
		queue.aim(0, 0);
		expect(settled).toEqual(['0/0 status 500']);
		expect(queue.failure(0, 0)).toBe('status 500');
		expect(asked).toEqual(['0/0']);
		queue.retry(0);
		expect(asked).toEqual(['0/0', '0/0']);
		expect(queue.failure(0, 0)).toBeUndefined();
	});
});

it('asks again for a frame that the cache has dropped, when it is aimed at', async () => {
	const { source, asked, arrive, drop } = makeSource([1]);
	const queue = openFrameQueue(source);
	queue.aim(0, 0);
	await arrive('0/0');
	drop('0/0');
	expect(queue.ready(0)).toEqual([false]);
	queue.aim(0, 0);
	expect(asked).toEqual(['0/0', '0/0']);
});

it('says nothing and asks for nothing after it was stopped', async () => {
	const { source, asked, cancelled, settled, arrive } = makeSource([9]);
	const queue = openFrameQueue(source);
	queue.aim(0, 0);
	queue.stop();
	await arrive('0/0');
	expect(settled).toEqual([]);
	expect(cancelled).toHaveLength(5);
	expect(asked).toHaveLength(5);
});

it('fetches nothing before a frame is aimed at, so that the first request is for what is looked at', () => {
	const { source, asked } = makeSource([9]);
	const queue = openFrameQueue(source);
	queue.add([5]);
	expect(asked).toEqual([]);
	queue.aim(0, 4);
	expect(asked[0]).toBe('0/4');
});

describe('a connection that is lost', () => {
	afterEach(() => vi.useRealTimers());

	it('is said once, stops all requests, is tried again less and less often, and goes on by itself', async () => {
		const { source, asked, settled, connection, server, fail } = makeSource([9]);
		const queue = openFrameQueue(source);
		const reached = vi.spyOn(source, 'isReachable');
		queue.aim(0, 4);
		server.isThere = false;
		vi.useFakeTimers();
		const failing = [...asked].map((name) => fail(name, 'no answer'));
		await vi.advanceTimersByTimeAsync(60_000);
		await Promise.all(failing);
		expect(connection).toEqual(['lost']);
		expect(settled).toEqual([]);
		expect(asked).toHaveLength(5);
		expect(reached.mock.calls.length).toBeLessThan(12);
		server.isThere = true;
		await vi.advanceTimersByTimeAsync(10_000);
		expect(connection).toEqual(['lost', 'back']);
		expect(asked.slice(5)).toEqual(['0/4', '0/5', '0/3', '0/6', '0/2']);
	});

	it('is tried at once when the machine says that it has a network', async () => {
		const { source, asked, connection, server, fail, turn } = makeSource([1]);
		const queue = openFrameQueue(source);
		queue.aim(0, 0);
		server.isThere = false;
		await fail('0/0', 'no answer');
		server.isThere = true;
		queue.hurry();
		await turn();
		expect(connection).toEqual(['lost', 'back']);
		expect(asked).toEqual(['0/0', '0/0']);
	});

	it('is not what a frame tells that alone stays without an answer, twice: that frame has failed', async () => {
		const { source, asked, settled, connection, fail, arrive } = makeSource([2]);
		const queue = openFrameQueue(source);
		queue.aim(0, 0);
		await arrive('0/1');
		await fail('0/0', 'no answer');
		expect(asked).toEqual(['0/0', '0/1', '0/0']);
		await fail('0/0', 'no answer');
		expect(asked).toHaveLength(3);
		expect(settled).toEqual(['0/1', '0/0 no answer']);
		expect(connection).toEqual([]);
	});

	it('is left alone after a stop', async () => {
		vi.useFakeTimers();
		const { source, asked, server, fail } = makeSource([1]);
		const queue = openFrameQueue(source);
		const reached = vi.spyOn(source, 'isReachable');
		queue.aim(0, 0);
		server.isThere = false;
		const failing = fail('0/0', 'no answer');
		await vi.advanceTimersByTimeAsync(10);
		await failing;
		queue.stop();
		queue.hurry();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(reached).toHaveBeenCalledTimes(1);
		expect(asked).toHaveLength(1);
	});
});
