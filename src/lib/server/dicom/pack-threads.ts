import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { mostPackedBytes } from './pack-frame.ts';
import { openPackPool, type NotPacked, type PackJob } from './pack-pool.ts';

// Where the product does not run from its sources there is no such file, and no thread: frames go out as they are.
const script = fileURLToPath(new URL('./pack-worker.ts', import.meta.url));
const hasThreads = existsSync(script);

const pack = openPackPool({
	startWorker: () => new Worker(script),
	// One processor is for answering.
	mostThreads: Math.max(1, Math.min(4, availableParallelism() - 1)),
	mostWaiting: 64,
	mostBytes: 2 * mostPackedBytes,
	// The largest frame takes a few seconds.
	limitMs: 20_000,
	idleMs: 30_000
});

/** Packs a plain frame as lossless JPEG-LS in a thread beside the one that answers; one of few, with bounded memory (`pack-pool.ts`). */
export async function packApart(job: PackJob): Promise<Uint8Array | NotPacked> {
	return hasThreads ? pack(job) : 'busy';
}
