import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { renderPicture, type RenderJob } from './render-picture.ts';

/** A picture takes at most this long; the largest that is decoded takes a few seconds. */
const LIMIT_MS = 60_000;
/** Memory of a thread that has nothing to do goes back after this long. */
const IDLE_MS = 30_000;
const MEMORY_MB = 2048;
/** Pictures that wait at most; who asks for more is told so at once. */
const MOST_WAITING = 256;

/** Why there is no picture: it cannot be made of this image, or not now. */
export type NoPicture = 'undecodable' | 'busy' | 'lost';

type Waiting = { readonly job: RenderJob; readonly done: (made: Uint8Array | NoPicture) => void };

const waiting: Waiting[] = [];
let worker: Worker | null = null;
let current: Waiting | null = null;
let timer: NodeJS.Timeout | undefined;

// In a bundle there is no such file: there pictures are made where they are asked for.
const script = fileURLToPath(new URL('./render-worker.ts', import.meta.url));
const hasThread = existsSync(script);

/**
 * Makes a picture in a thread of its own, one after the other, so that no large one holds up what else the server answers. It is `lost`
 * where its decoder takes the thread down or too long, and `busy` where too many wait.
 */
export async function renderApart(job: RenderJob): Promise<Uint8Array | NoPicture> {
	if (!hasThread) return (await renderPicture(job)) ?? 'undecodable';
	if (waiting.length >= MOST_WAITING) return 'busy';
	return new Promise((resolve) => {
		waiting.push({ job, done: resolve });
		next();
	});
}

function next(): void {
	if (current) return;
	clearTimeout(timer);
	const one = waiting.shift();
	if (!one) {
		timer = setTimeout(end, IDLE_MS).unref();
		return;
	}
	current = one;
	const thread = (worker ??= start());
	thread.ref();
	timer = setTimeout(end, LIMIT_MS);
	thread.postMessage(one.job);
}

function settle(made: Uint8Array | NoPicture): void {
	const done = current?.done;
	current = null;
	worker?.unref();
	done?.(made);
	next();
}

function start(): Worker {
	const thread = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
	thread.on('message', (picture: Uint8Array | null) => {
		if (thread === worker) settle(picture ?? 'undecodable');
	});
	// What the thread dies of, for instance too little memory, is told to who waits; the next one gets a new thread.
	thread.on('error', () => lost(thread));
	thread.on('exit', () => lost(thread));
	return thread;
}

function lost(thread: Worker): void {
	if (thread !== worker) return;
	worker = null;
	settle('lost');
}

function end(): void {
	const thread = worker;
	if (!thread) return;
	lost(thread);
	void thread.terminate();
}
