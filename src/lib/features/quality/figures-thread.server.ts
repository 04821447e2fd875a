import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { App } from '#lib/server/app.ts';
import { loadParts } from '#lib/server/rollups/parts.ts';
import type { FiguresThread } from './measures/figures-worker.ts';
import { MissingParts, type Part } from './measures/kept-parts.ts';
import { answerTask, type FiguresTask, type TaskAnswer } from './measures/tasks.ts';
import { casesTopic } from './rollup/cases-topic.server.ts';
import { readsTopic } from './rollup/reads-topic.server.ts';

/** Memory of a thread that has nothing to do goes back after this long: it keeps what it has read of rollups. */
const IDLE_MS = 30 * 60_000;
/** Nothing takes as long; who waits is told that it failed. */
const LIMIT_MS = 120_000;

type Answered = {
	readonly id: number;
	readonly answer?: unknown;
	readonly missing?: readonly string[];
	readonly failure?: string;
};
type Waiting = { readonly done: (answer: unknown) => void; readonly failed: (error: Error) => void };

let worker: Worker | null = null;
let lastId = 0;
let timer: NodeJS.Timeout | undefined;
const waiting = new Map<number, Waiting>();
/** Keys of the parts that were sent, and so are most likely kept there; whoever works the figures out says which are not. */
const sent = new Set<string>();
/** The names are only forgotten: what is kept there has its own bound. */
const MOST_SENT = 50_000;
/** Parts are forgotten between two askings only where many pages are asked for at once. */
const MOST_TRIES = 5;

/**
 * Works a task out in a thread of its own, so that the server answers others meanwhile; where the product does not run from its
 * sources there is no such thread, and it is worked out at once. Bodies of rollups are opened only where the thread has not kept
 * what they hold. Throws what the task throws, and where the thread is lost.
 */
export async function workOut<K extends FiguresTask['kind']>(
	app: Pick<App, 'sourceFolder' | 'db'>,
	task: FiguresTask & { readonly kind: K }
): Promise<TaskAnswer[K]> {
	for (let tries = 1; ; tries++) {
		const loaded = await withBodies(app, task);
		try {
			// Each kind of task has its own kind of answer: the table of types says which.
			return (await askThread(app, loaded)) as TaskAnswer[K];
		} catch (error) {
			if (!(error instanceof MissingParts) || tries === MOST_TRIES) throw error;
			for (const key of error.keys) sent.delete(key);
		}
	}
}

/** Starts the thread, if there is one to start: with the server, so that nobody waits until it is there. */
export function readyThread(app: Pick<App, 'sourceFolder'>): void {
	const script = scriptIn(app.sourceFolder);
	if (worker !== null || !existsSync(script)) return;
	worker = start(app, script);
	worker.unref();
}

function scriptIn(sourceFolder: string): string {
	return join(sourceFolder, 'features/quality/measures/figures-worker.ts');
}

/** What a thread has read goes with it; the next one stands ready. */
function renewWhenIdle(app: Pick<App, 'sourceFolder'>): void {
	clearTimeout(timer);
	timer = setTimeout(() => giveBack(app), IDLE_MS).unref();
}

/** Gives back what the thread has read and worked out; another one stands ready. */
export function giveBack(app: Pick<App, 'sourceFolder'>): void {
	end();
	readyThread(app);
}

/** The task with the bodies of all parts that have not been sent. */
async function withBodies(app: Pick<App, 'db'>, task: FiguresTask): Promise<FiguresTask> {
	const { input } = task;
	const load = async (topic: typeof casesTopic, parts: readonly Part[]): Promise<Part[]> => {
		const wanted = parts.filter(({ key, body }) => body === null && !sent.has(key));
		const loaded = new Map(
			(await loadParts(app.db.read, topic, wanted)).map((part, at) => [wanted[at]?.key, part])
		);
		return parts.map((part) => loaded.get(part.key) ?? part);
	};
	const [cases, reads, groupCases, groupReads] = await Promise.all([
		load(casesTopic, input.cases),
		load(readsTopic, input.reads),
		load(casesTopic, input.groupCases),
		load(readsTopic, input.groupReads)
	]);
	return { ...task, input: { ...input, cases, reads, groupCases, groupReads } } as FiguresTask; // the same kind of task
}

function partsOf({ input }: FiguresTask): Part[] {
	return [...input.cases, ...input.reads, ...input.groupCases, ...input.groupReads];
}

async function askThread(app: Pick<App, 'sourceFolder'>, task: FiguresTask): Promise<unknown> {
	const script = scriptIn(app.sourceFolder);
	if (!existsSync(script)) return answerTask(task);
	return new Promise<unknown>((resolve, reject) => {
		const id = (lastId += 1);
		// A limit for each: others that come meanwhile give nobody more time.
		const limit = setTimeout(end, LIMIT_MS).unref();
		const settled =
			<T>(settle: (value: T) => void) =>
			(value: T): void => {
				clearTimeout(limit);
				settle(value);
			};
		waiting.set(id, { done: settled(resolve), failed: settled(reject) });
		const thread = (worker ??= start(app, script));
		thread.ref();
		clearTimeout(timer);
		thread.postMessage({ id, task });
		if (sent.size > MOST_SENT) sent.clear();
		for (const { key, body } of partsOf(task)) if (body !== null) sent.add(key);
	});
}

function start(app: Pick<App, 'sourceFolder'>, script: string): Worker {
	const workerData: FiguresThread = {
		codeFolder: join(app.sourceFolder, '../../node_modules/.cache/overread/code')
	};
	const thread = new Worker(script, { workerData });
	thread.on('message', ({ id, answer, missing, failure }: Answered) => {
		const one = waiting.get(id);
		waiting.delete(id);
		if (missing) one?.failed(new MissingParts(missing));
		else if (failure === undefined) one?.done(answer);
		else one?.failed(new Error(failure));
		if (waiting.size > 0) return;
		thread.unref();
		renewWhenIdle(app);
	});
	thread.on('error', (error) => lost(thread, error instanceof Error ? error : new Error(String(error))));
	thread.on('exit', () => lost(thread, new Error('the thread that works figures out has ended')));
	return thread;
}

function lost(thread: Worker, error: Error): void {
	if (thread !== worker) return;
	worker = null;
	sent.clear();
	for (const { failed } of waiting.values()) failed(error);
	waiting.clear();
}

function end(): void {
	const thread = worker;
	if (!thread) return;
	lost(thread, new Error('figures took too long'));
	void thread.terminate();
}
