/** Starts the thread that checks files. Its script is fetched at once, so that it is there when the network is not. */
export function openCheckWorker(): Worker {
	return new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
}
