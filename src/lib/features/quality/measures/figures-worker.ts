/** The thread that works figures out, one page after the other (`figures-thread.server.ts`). */
import { parentPort } from 'node:worker_threads';
import { answerTask, type FiguresTask } from './tasks.ts';

parentPort?.on('message', ({ id, task }: { id: number; task: FiguresTask }) => {
	try {
		parentPort?.postMessage({ id, answer: answerTask(task) });
	} catch (error) {
		parentPort?.postMessage({ id, failure: error instanceof Error ? error.stack : String(error) });
	}
});
