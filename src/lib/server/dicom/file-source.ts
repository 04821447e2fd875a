import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from '#lib/core/dicom/byte-source.ts';

/** An open file as a source of byte ranges. The caller closes the handle. */
export async function fileSource(handle: FileHandle): Promise<ByteSource> {
	const { size } = await handle.stat();
	return {
		sizeBytes: size,
		async read(offset, length) {
			const wanted = Math.max(0, Math.min(length, size - offset));
			const bytes = new Uint8Array(wanted);
			let filled = 0;
			// A read may return less than asked for; only zero means the end.
			while (filled < wanted) {
				const { bytesRead } = await handle.read(bytes, filled, wanted - filled, offset + filled);
				if (bytesRead === 0) return bytes.subarray(0, filled);
				filled += bytesRead;
			}
			return bytes;
		}
	};
}
