import { createInflateRaw } from 'node:zlib';
import { err, ok } from '#lib/core/result.ts';
import type { Inflate } from '#lib/core/dicom/read-file.ts';

/** Inflates raw deflate data chunk by chunk and stops at the limit, so a bomb costs no more memory than that. */
export const inflateRaw: Inflate = (bytes, maxBytes) =>
	new Promise((resolve) => {
		const stream = createInflateRaw();
		const chunks: Buffer[] = [];
		let total = 0;
		stream.on('data', (chunk: Buffer) => {
			total += chunk.length;
			if (total > maxBytes) {
				stream.destroy();
				resolve(err('inflated-data-too-large'));
			} else chunks.push(chunk);
		});
		stream.on('end', () => resolve(ok(new Uint8Array(Buffer.concat(chunks)))));
		stream.on('error', () => resolve(err('deflated-data-unreadable')));
		stream.end(bytes);
	});
