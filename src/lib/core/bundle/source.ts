import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Bytes that are read piece by piece: a file on disk, one in the browser, or what stands in memory. */
export type ByteSource = {
	readonly size: number;
	/** The bytes from `from` up to, not including, `to`; fewer only past the end. */
	readonly read: (from: number, to: number) => Promise<Uint8Array>;
};

/** How SHA-256 is computed: by the product itself, or faster by what is around. */
export type Hashing = {
	/** SHA-256 of the bytes, hex. */
	readonly digest: (bytes: Uint8Array) => Promise<string> | string;
	/** SHA-256 of bytes that come one after the other, hex. */
	readonly start: () => { update(bytes: Uint8Array): unknown; hex(): string };
};

/** Hashing that needs nothing of its surroundings. */
export const plainHashing: Hashing = {
	digest: (bytes) => bytesToHex(sha256(bytes)),
	start: () => {
		const hash = sha256.create();
		return { update: (bytes) => hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
	}
};

/** Bytes in memory as a source. */
export function memorySource(bytes: Uint8Array): ByteSource {
	return { size: bytes.length, read: (from, to) => Promise.resolve(bytes.subarray(from, to)) };
}

/** A file of the browser as a source: no more of it is in memory than is asked for. */
export function blobSource(blob: Blob): ByteSource {
	return {
		size: blob.size,
		read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer())
	};
}

/** The part of a source that begins at `from`, as a source of its own. */
export function partOf(source: ByteSource, from: number, size: number): ByteSource {
	return {
		size,
		read: (first, end) => source.read(from + first, from + Math.min(end, size))
	};
}
