import { Worker } from 'node:worker_threads';
import type { RangeTask, RangeWalk } from './walk-range.ts';

/** Walks ranges of the log. */
export type Walkers = {
	readonly walk: (task: RangeTask) => Promise<RangeWalk>;
	readonly close: () => Promise<void>;
	/** How many ranges are walked at a time. */
	readonly count: number;
};

type Waiting = { readonly resolve: (walk: RangeWalk) => void; readonly reject: (error: unknown) => void };

/** Starts threads with a connection of their own each. A task goes to the thread with the fewest; a thread that is lost fails its tasks. */
export function openWalkers(script: string, databaseUrl: string, count: number): Walkers {
	const threads = Array.from({ length: count }, () => {
		const waiting: Waiting[] = [];
		const worker = new Worker(script, { workerData: { databaseUrl } });
		const lost = (error: unknown): void => {
			for (const { reject } of waiting.splice(0)) reject(error);
		};
		// Answers come in the order of the tasks.
		worker.on('message', (walk: RangeWalk) => waiting.shift()?.resolve(walk));
		worker.on('error', lost);
		worker.on('exit', () => lost(new Error('a thread that walks the audit log has ended')));
		return { worker, waiting };
	});
	return {
		count,
		walk: (task) =>
			new Promise((resolve, reject) => {
				const [least] = threads.toSorted((a, b) => a.waiting.length - b.waiting.length);
				if (!least) return reject(new Error('no threads'));
				least.waiting.push({ resolve, reject });
				least.worker.postMessage(task);
			}),
		close: async () => {
			await Promise.all(threads.map(({ worker }) => worker.terminate()));
		}
	};
}
