/** The thread that works figures out, one page after the other (`figures-thread.server.ts`). */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { FiguresTask } from './tasks.ts';

/** What a thread is started with. */
export type FiguresThread = { readonly codeFolder: string };

// Compiling some eighty modules takes longer than the figures do: it is done once, and kept by their content where that can be written.
enableCompileCache((workerData as FiguresThread).codeFolder); // as `figures-thread.server.ts` starts it
const { answerTask } = await import('./tasks.ts');
const { MissingParts } = await import('./kept-parts.ts');

let isKept = false;

parentPort?.on('message', ({ id, task }: { id: number; task: FiguresTask }) => {
	try {
		parentPort?.postMessage({ id, answer: answerTask(task) });
	} catch (error) {
		if (error instanceof MissingParts) parentPort?.postMessage({ id, missing: error.keys });
		else parentPort?.postMessage({ id, failure: error instanceof Error ? error.stack : String(error) });
	}
	if (isKept) return;
	isKept = true;
	// Only now: functions are compiled when they are first called.
	flushCompileCache();
});
