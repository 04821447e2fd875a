/** A thread that packs frames, one at a time (`pack-threads.ts`). */
import { parentPort } from 'node:worker_threads';
import { packFrame, type PackShape } from './pack-frame.ts';

parentPort?.on('message', ({ bytes, shape }: { bytes: Uint8Array; shape: PackShape }) => {
	packFrame(bytes, shape)
		// The encoder's own copy: its memory goes along instead of being copied once more.
		.then((packed) => parentPort?.postMessage(packed, [packed.buffer as ArrayBuffer]))
		.catch(() => parentPort?.postMessage(null))
		.catch(() => process.exit(1));
});
