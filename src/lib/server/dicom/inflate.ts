import { createInflateRaw } from 'node:zlib';
import { err, ok } from '#lib/core/result.ts';
import type { Inflate } from '#lib/core/dicom/read-file.ts';

/** What may grow beyond this is inflated one after the other: several at once could take all the memory there is. */
const LARGE_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

let lastLarge: Promise<unknown> = Promise.resolve();

/** Inflates raw deflate data chunk by chunk and stops at the limit, so a bomb costs no more memory than that. */
export const inflateRaw: Inflate = (bytes, maxBytes) => {
	if (maxBytes <= LARGE_BYTES) return inflate(bytes, maxBytes);
	const turn = lastLarge.then(() => inflate(bytes, maxBytes));
	lastLarge = turn;
	return turn;
};

/** Never fails: what goes wrong is its result. */
const inflate: Inflate = (bytes, maxBytes) =>
	new Promise((resolve) => {
		const stream = createInflateRaw({ chunkSize: CHUNK_BYTES });
		let inflated = new Uint8Array(Math.min(maxBytes, Math.max(CHUNK_BYTES, bytes.length * 4)));
		let total = 0;
		stream.on('data', (chunk: Buffer) => {
			const end = total + chunk.length;
			if (end > maxBytes) {
				stream.destroy();
				resolve(err('inflated-data-too-large'));
				return;
			}
			if (end > inflated.length) {
				const larger = new Uint8Array(Math.min(maxBytes, Math.max(end, inflated.length * 2)));
				larger.set(inflated.subarray(0, total));
				inflated = larger;
			}
			inflated.set(chunk, total);
			total = end;
		});
		stream.on('end', () => resolve(ok(inflated.subarray(0, total))));
		stream.on('error', () => resolve(err('deflated-data-unreadable')));
		stream.end(bytes);
	});
