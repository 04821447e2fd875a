import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { openPackPool, type PackPoolGiven } from './pack-pool.ts';

const shape = { rows: 2, columns: 2, bitsAllocated: 16, bitsStored: 12 };
const frame = () => Promise.resolve(new Uint8Array(8));

/** Threads that answer by what is in the first byte: 1 dies, 2 never answers, else the bytes come back. */
const script = `
	const { parentPort } = require('node:worker_threads');
	parentPort.on('message', ({ bytes }) => {
		if (bytes[0] === 1) process.exit(3);
		if (bytes[0] !== 2) parentPort.postMessage(bytes);
	});`;

function aPool(changes: Partial<PackPoolGiven> = {}) {
	return openPackPool({
		...{
			startWorker: () => new Worker(script, { eval: true }),
			mostThreads: 1,
			mostWaiting: 4,
			mostBytes: 32
		},
		...{ limitMs: 30_000, idleMs: 0 },
		...changes
	});
}

const startingWith = (first: number) => () => Promise.resolve(Uint8Array.of(first, 0, 0, 0, 0, 0, 0, 0));

/** A frame that is read when the test says so. */
function aSlowRead() {
	let isAsked = false;
	let give: (bytes: Uint8Array<ArrayBuffer> | null) => void = () => undefined;
	const bytes = new Promise<Uint8Array<ArrayBuffer> | null>((resolve) => (give = resolve));
	return {
		read: () => {
			isAsked = true;
			return bytes;
		},
		isAsked: () => isAsked,
		give: () => give(new Uint8Array(8))
	};
}

describe('frames that are packed in threads', () => {
	it('are read only as far as there is room for them together, the first ones first', async () => {
		const pack = aPool({ mostBytes: 20, mostWaiting: 64 });
		const reads = Array.from({ length: 30 }, aSlowRead);
		const made = reads.map(({ read }) => pack({ shape, read }));
		const asked = () => reads.filter(({ isAsked }) => isAsked()).length;
		expect(asked()).toBe(2);
		reads[0]?.give();
		expect(await made[0]).toBeInstanceOf(Uint8Array);
		expect(asked()).toBe(3);
		for (const { give } of reads) give();
		expect((await Promise.all(made)).every((one) => one instanceof Uint8Array)).toBe(true);
	});

	it('are refused at once, unread, where too many wait', async () => {
		const pack = aPool();
		const reads = Array.from({ length: 5 }, aSlowRead);
		const made = reads.map(({ read }) => pack({ shape, read }));
		expect(await made[4]).toBe('busy');
		expect(reads[4]?.isAsked()).toBe(false);
		for (const { give } of reads) give();
		expect((await Promise.all(made)).filter((one) => one === 'busy')).toHaveLength(1);
	});

	it('are refused unread where one takes more than all may', async () => {
		const one = aSlowRead();
		expect(await aPool({ mostBytes: 7 })({ shape, read: one.read })).toBe('busy');
		expect(one.isAsked()).toBe(false);
	});

	it('are none where there is none to read, and make room for the next', async () => {
		const pack = aPool({ mostBytes: 8 });
		expect(await pack({ shape, read: () => Promise.resolve(null) })).toBe('unfit');
		await expect(pack({ shape, read: () => Promise.reject(new Error('no file')) })).rejects.toThrow(
			'no file'
		);
		expect(await pack({ shape, read: frame })).toBeInstanceOf(Uint8Array);
	});

	it('are none where their thread dies of them, and the next gets another one', async () => {
		const pack = aPool({ mostBytes: 8 });
		const made = await Promise.all([1, 0].map((first) => pack({ shape, read: startingWith(first) })));
		expect(made).toEqual(['unfit', expect.any(Uint8Array)]);
	});

	it('are none where their thread never answers, and the next gets another one', async () => {
		const ends: Promise<unknown>[] = [];
		const startWorker = () => {
			const worker = new Worker(script, { eval: true });
			ends.push(once(worker, 'exit'));
			return worker;
		};
		const pack = aPool({ limitMs: 1, mostBytes: 8, startWorker });
		const made = await Promise.all([2, 2].map((first) => pack({ shape, read: startingWith(first) })));
		expect(made).toEqual(['unfit', 'unfit']);
		// They have ended, and hold no memory.
		expect(await Promise.all(ends)).toHaveLength(2);
	});

	it('are refused where they are never read, also to who left, and make room for the next', async () => {
		const pack = aPool({ limitMs: 1, mostBytes: 8 });
		const leaving = new AbortController();
		const read = () => new Promise<null>(() => undefined);
		const made = [pack({ shape, read }), pack({ shape, read, left: leaving.signal })];
		expect(await made[0]).toBe('busy');
		leaving.abort();
		expect(await made[1]).toBe('left');
		expect(await pack({ shape, read: () => Promise.resolve(null) })).toBe('unfit');
	});

	it('are none where they are read too late, whatever comes of it', async () => {
		const pack = aPool({ limitMs: 1, mostBytes: 8 });
		const one = aSlowRead();
		let fail: (error: Error) => void = () => undefined;
		const other = () => new Promise<null>((_resolve, reject) => (fail = reject));
		const made = [pack({ shape, read: one.read }), pack({ shape, read: other })];
		expect(await Promise.all(made)).toEqual(['busy', 'busy']);
		one.give();
		fail(new Error('too late'));
		expect(await pack({ shape, read: () => Promise.resolve(null) })).toBe('unfit');
	});

	it('are refused where no thread can be started, each time anew', async () => {
		let failures = 2;
		const startWorker = () => {
			if (failures-- > 0) throw new Error('the system gives no thread');
			return new Worker(script, { eval: true });
		};
		const pack = aPool({ startWorker, mostBytes: 8 });
		const ask = () => pack({ shape, read: frame });
		expect(await Promise.all([ask(), ask()])).toEqual(['busy', 'busy']);
		expect(await ask()).toBeInstanceOf(Uint8Array);
	});

	it('are none where the thread has nothing to run', async () => {
		const startWorker = () => new Worker(new URL('file:///nowhere/at-all.js'));
		expect(await aPool({ startWorker })({ shape, read: frame })).toBe('unfit');
	});

	it('are none where their memory cannot be given away', async () => {
		const pack = aPool({ mostBytes: 8 });
		const read = async () => {
			const bytes = new Uint8Array(8);
			structuredClone(bytes, { transfer: [bytes.buffer] });
			return bytes;
		};
		expect(await pack({ shape, read })).toBe('unfit');
		expect(await pack({ shape, read: frame })).toBeInstanceOf(Uint8Array);
	});
});

describe('somebody who leaves', () => {
	it('before, gets none, and nothing is read', async () => {
		const one = aSlowRead();
		expect(await aPool()({ shape, read: one.read, left: AbortSignal.abort() })).toBe('left');
		expect(one.isAsked()).toBe(false);
	});

	it('makes room for others, wherever they waited', async () => {
		const pack = aPool({ mostBytes: 8 });
		const reads = Array.from({ length: 5 }, aSlowRead);
		const leaving = new AbortController();
		const ask = (at: number, left?: AbortSignal) => pack({ shape, read: reads[at]?.read ?? frame, left });
		const made = [ask(0), ask(1), ask(2, leaving.signal), ask(3)];
		leaving.abort();
		expect(await made[2]).toBe('left');
		const instead = ask(4);
		for (const { give } of reads) give();
		expect(await instead).toBeInstanceOf(Uint8Array);
		expect((await Promise.all(made)).filter((one) => one instanceof Uint8Array)).toHaveLength(3);
		expect(reads[2]?.isAsked()).toBe(false);
	});

	it('while it is read, lets it be read to its end, and makes room', async () => {
		const pack = aPool({ mostBytes: 8 });
		const one = aSlowRead();
		const leaving = new AbortController();
		const first = pack({ shape, read: one.read, left: leaving.signal });
		const second = aSlowRead();
		const next = pack({ shape, read: second.read });
		leaving.abort();
		expect(second.isAsked()).toBe(false);
		one.give();
		expect(await first).toBe('left');
		second.give();
		expect(await next).toBeInstanceOf(Uint8Array);
	});

	it('while it waits for a thread, makes room', async () => {
		const threads: Worker[] = [];
		const startWorker = () => {
			const worker = new Worker(script, { eval: true });
			threads.push(worker);
			return worker;
		};
		const pack = aPool({ mostBytes: 16, startWorker });
		const leaving = new AbortController();
		const packing = pack({ shape, read: startingWith(2) });
		const ready = pack({ shape, read: frame, left: leaving.signal });
		const waiting = aSlowRead();
		const last = pack({ shape, read: waiting.read });
		// Both have been read.
		await new Promise((resolve) => setImmediate(resolve));
		expect(waiting.isAsked()).toBe(false);
		leaving.abort();
		expect(await ready).toBe('left');
		expect(waiting.isAsked()).toBe(true);
		waiting.give();
		await threads[0]?.terminate();
		expect(await packing).toBe('unfit');
		expect(await last).toBeInstanceOf(Uint8Array);
	});

	it('while it is packed, is told at once, and its memory counts as long as the thread has it', async () => {
		const answers = new Int32Array(new SharedArrayBuffer(4));
		const startWorker = () =>
			new Worker(
				`const { parentPort, workerData } = require('node:worker_threads');
				parentPort.on('message', ({ bytes }) => {
					Atomics.wait(workerData, 0, 0);
					parentPort.postMessage(bytes);
				});`,
				{ eval: true, workerData: answers }
			);
		const pack = aPool({ startWorker, mostBytes: 8 });
		const leaving = new AbortController();
		const packing = pack({ shape, read: frame, left: leaving.signal });
		await new Promise((resolve) => setImmediate(resolve));
		const second = aSlowRead();
		const next = pack({ shape, read: second.read });
		leaving.abort();
		expect(await packing).toBe('left');
		expect(second.isAsked()).toBe(false);
		Atomics.store(answers, 0, 1);
		Atomics.notify(answers, 0);
		second.give();
		expect(await next).toBeInstanceOf(Uint8Array);
	});
});
