import { getApp } from '#lib/runtime/app.ts';
import { startWorker } from '#lib/runtime/worker.ts';

/** Does the background work until the process is told to stop; what was begun is ended first. */
export async function worker(announce: () => void): Promise<void> {
	const app = await getApp();
	const runner = startWorker(app);
	announce();
	await new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
	});
	await runner.stop();
	await app.db.close();
}
