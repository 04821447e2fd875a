import type { JpegDone, JpegTask } from './jpeg-worker.ts';

type Decoded = { samples: Uint16Array; isWhole: boolean };
type Waiting = { resolve(decoded: Decoded): void; reject(error: Error): void };

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

/**
 * Decodes a grey JPEG of more than 8 bits in a worker. The loader's own decoder rounds its values 16 too high and cannot
 * read progressions of 12 bits. Rejects with the reason.
 */
export async function decodeTwelveBits(bytes: Uint8Array<ArrayBuffer>, size: Size): Promise<Uint16Array> {
	const { samples, isWhole } = await decode(bytes, size);
	if (!isWhole) throw new Error(cutOff);
	return samples;
}

/**
 * Rejects where the data of a JPEG end before its image does. Some devices leave the marker of the end out of whole images, and
 * the loader's own decoder makes grey of what lacks.
 */
export async function checkWhole(bytes: Uint8Array<ArrayBuffer>, size: Size): Promise<void> {
	const { isWhole } = await decode(bytes, size);
	if (!isWhole) throw new Error(cutOff);
}

export const cutOff = 'it is cut off: its end is missing';

type Size = { rows: number; columns: number };

function decode(bytes: Uint8Array<ArrayBuffer>, size: Size): Promise<Decoded> {
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
		const { samples, isWhole } = data;
		if (samples) task?.resolve({ samples, isWhole });
		else task?.reject(new Error(data.reason));
	});
	opened.addEventListener('error', (event) => {
		for (const task of waiting.values()) task.reject(new Error(event.message));
		waiting.clear();
		worker = undefined;
	});
	return opened;
}
