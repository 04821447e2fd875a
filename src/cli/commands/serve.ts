import { getApp } from '#lib/runtime/app.ts';
import type { App } from '#lib/server/app.ts';
import { startWorker } from '#lib/runtime/worker.ts';
import { isBuilt, startServer } from '#lib/runtime/web-server.ts';

/** Runs the web server, and the background work unless it is left to a worker, until the process is told to stop. */
export async function serve(announce: (app: App) => void): Promise<void> {
	if (!isBuilt()) throw new Error('The web part is not built yet: run "npm run build" first.');
	const app = await getApp();
	const { server, stop } = await startServer(app);
	const worker = app.config.hasWorker ? startWorker(app) : null;
	announce(app);
	const stopBoth = async (): Promise<void> => {
		await worker?.stop();
		await stop();
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopBoth());
	await new Promise<void>((resolve) => server.once('close', () => resolve()));
}
