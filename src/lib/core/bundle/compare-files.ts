import { fault, type Fault } from './fault.ts';
import { BLOCK_BYTES, type BundleFile } from './manifest.ts';
import type { ByteSource, Hashing } from './source.ts';
import type { ZipEntry } from './zip-layout.ts';

/** How much is read at once: whole blocks. */
const READ_BYTES = 64 * BLOCK_BYTES;

/** Holds the names that were signed against those that are there; the first difference, or null. */
export function compareNames(signed: readonly BundleFile[], found: readonly ZipEntry[]): Fault | null {
	const signedPaths = new Set(signed.map(({ path }) => path));
	const foundNames = new Set(found.map(({ name }) => name));
	const missing = signed.filter(({ path }) => !foundNames.has(path));
	const added = found.filter(({ name }) => !signedPaths.has(name));
	for (const { path, size, crc32 } of missing) {
		const twin = added.find((entry) => entry.size === size && entry.crc32 === crc32);
		if (twin) return fault('renamed', { file: path, expected: path, found: twin.name });
	}
	const [firstMissing] = missing;
	if (firstMissing) return fault('missing', { file: firstMissing.path });
	const [firstAdded] = added;
	if (firstAdded) return fault('added', { file: firstAdded.name });
	const at = signed.findIndex(({ path }, i) => found[i]?.name !== path);
	return at < 0
		? null
		: fault('order', { file: found[at]?.name ?? null, expected: signed[at]?.path ?? null });
}

/** What a reader is told while a long file is read. */
export type Reading = {
	readonly hashing: Hashing;
	readonly onRead?: ((bytes: number) => void) | undefined;
	readonly signal?: AbortSignal | undefined;
};

/**
 * Holds a file's content against what was signed, block by block; the first range of bytes that differs, or null. Reads it once, four
 * megabytes at a time, and ends at the first range. Throws where the signal says so.
 */
export async function compareContent(
	content: ByteSource,
	signed: BundleFile,
	{ hashing, onRead, signal }: Reading
): Promise<Fault | null> {
	const whole = hashing.start();
	let from: number | null = null;
	for (let at = 0; at < content.size; at += READ_BYTES) {
		signal?.throwIfAborted();
		const bytes = await content.read(at, Math.min(at + READ_BYTES, content.size));
		whole.update(bytes);
		for (let offset = 0; offset < bytes.length; offset += BLOCK_BYTES) {
			const block = bytes.subarray(offset, offset + BLOCK_BYTES);
			const isSame = (await hashing.digest(block)) === signed.blocks[(at + offset) / BLOCK_BYTES];
			if (!isSame) from ??= at + offset;
			else if (from !== null) return differs(signed, { from, to: at + offset, size: content.size });
		}
		onRead?.(bytes.length);
	}
	if (from !== null || content.size !== signed.size) {
		const shorter = Math.min(content.size, signed.size);
		const to = Math.max(content.size, signed.size);
		return differs(signed, { from: from ?? shorter, to, size: content.size });
	}
	return whole.hex() === signed.sha256
		? null
		: differs(signed, { from: 0, to: signed.size, size: signed.size });
}

function differs(signed: BundleFile, { from, to, size }: { from: number; to: number; size: number }): Fault {
	const lengths = size === signed.size ? {} : { expected: String(signed.size), found: String(size) };
	return fault('content', { file: signed.path, from, to, ...lengths });
}
