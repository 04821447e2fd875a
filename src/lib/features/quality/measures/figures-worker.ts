/** The thread that works figures out, one page after the other (`figures-thread.server.ts`). */
import { parentPort } from 'node:worker_threads';
import { MissingParts } from './kept-parts.ts';
import { answerTask, type FiguresTask } from './tasks.ts';

parentPort?.on('message', ({ id, task }: { id: number; task: FiguresTask }) => {
	try {
		parentPort?.postMessage({ id, answer: answerTask(task) });
	} catch (error) {
		if (error instanceof MissingParts) parentPort?.postMessage({ id, missing: error.keys });
		else parentPort?.postMessage({ id, failure: error instanceof Error ? error.stack : String(error) });
	}
});
