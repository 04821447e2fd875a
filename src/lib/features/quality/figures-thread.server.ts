import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { App } from '#lib/server/app.ts';
import { answerTask, type FiguresTask, type TaskAnswer } from './measures/tasks.ts';

/** Memory of a thread that has nothing to do goes back after this long. */
const IDLE_MS = 60_000;
/** Nothing takes as long; who waits is told that it failed. */
const LIMIT_MS = 120_000;

type Answered = { readonly id: number; readonly answer?: unknown; readonly failure?: string };
type Waiting = { readonly done: (answer: unknown) => void; readonly failed: (error: Error) => void };

let worker: Worker | null = null;
let lastId = 0;
let timer: NodeJS.Timeout | undefined;
const waiting = new Map<number, Waiting>();

/**
 * Works a task out in a thread of its own, so that the server answers others meanwhile; where the product does not run from its
 * sources there is no such thread, and it is worked out at once. Throws what the task throws, and where the thread is lost.
 */
export async function workOut<K extends FiguresTask['kind']>(
	app: Pick<App, 'sourceFolder'>,
	task: FiguresTask & { readonly kind: K }
): Promise<TaskAnswer[K]> {
	const script = join(app.sourceFolder, 'features/quality/measures/figures-worker.ts');
	// Each kind of task has its own kind of answer: the table of types says which.
	if (!existsSync(script)) return answerTask(task) as TaskAnswer[K];
	return new Promise<TaskAnswer[K]>((resolve, reject) => {
		const id = (lastId += 1);
		waiting.set(id, { done: (answer) => resolve(answer as TaskAnswer[K]), failed: reject });
		const thread = (worker ??= start(script));
		thread.ref();
		clearTimeout(timer);
		timer = setTimeout(end, LIMIT_MS).unref();
		thread.postMessage({ id, task });
	});
}

function start(script: string): Worker {
	const thread = new Worker(script);
	thread.on('message', ({ id, answer, failure }: Answered) => {
		const one = waiting.get(id);
		waiting.delete(id);
		if (failure === undefined) one?.done(answer);
		else one?.failed(new Error(failure));
		if (waiting.size > 0) return;
		thread.unref();
		clearTimeout(timer);
		timer = setTimeout(end, IDLE_MS).unref();
	});
	thread.on('error', (error) => lost(thread, error instanceof Error ? error : new Error(String(error))));
	thread.on('exit', () => lost(thread, new Error('the thread that works figures out has ended')));
	return thread;
}

function lost(thread: Worker, error: Error): void {
	if (thread !== worker) return;
	worker = null;
	for (const { failed } of waiting.values()) failed(error);
	waiting.clear();
}

function end(): void {
	const thread = worker;
	if (!thread) return;
	lost(thread, new Error('figures took too long'));
	void thread.terminate();
}
