import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '#lib/server/db/open.ts';
import { walkRange, type RangeTask } from './walk-range.ts';

const { databaseUrl } = workerData as { readonly databaseUrl: string }; // as `openWalkers` gives it
const reader = openReader(databaseUrl);
let last: Promise<unknown> = Promise.resolve();

// One after the other: answers go back in the order of the tasks.
parentPort?.on('message', (task: RangeTask) => {
	last = last.then(async () => {
		parentPort?.postMessage(await walkRange(reader.read, task));
	});
	// An unhandled failure ends the thread with an error, which whoever waits is told.
	last.catch((failure: unknown) => {
		setImmediate(() => {
			throw failure;
		});
	});
});
