import type { JpegDone, JpegTask } from './jpeg-worker.ts';

type Waiting = { resolve(samples: Uint16Array): void; reject(error: Error): void };

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

/**
 * Decodes a grey JPEG of more than 8 bits in a worker. The loader's own decoder rounds its values 16 too high and cannot
 * read progressions of 12 bits. Rejects with the reason.
 */
export function decodeTwelveBits(
	bytes: Uint8Array<ArrayBuffer>,
	size: { rows: number; columns: number }
): Promise<Uint16Array> {
	worker ??= open();
	const task: JpegTask = { id: ++count, bytes, rows: size.rows, columns: size.columns };
	return new Promise((resolve, reject) => {
		waiting.set(task.id, { resolve, reject });
		worker?.postMessage(task);
	});
}

function open(): Worker {
	const opened = new Worker(new URL('./jpeg-worker.ts', import.meta.url), { type: 'module' });
	opened.addEventListener('message', ({ data }: MessageEvent<JpegDone>) => {
		const task = waiting.get(data.id);
		waiting.delete(data.id);
		if (data.samples) task?.resolve(data.samples);
		else task?.reject(new Error(data.reason));
	});
	opened.addEventListener('error', (event) => {
		for (const task of waiting.values()) task.reject(new Error(event.message));
		waiting.clear();
		worker = undefined;
	});
	return opened;
}
