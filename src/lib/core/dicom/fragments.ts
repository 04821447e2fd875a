import { err, ok, type Result } from '#lib/core/result.ts';
import type { ByteSource } from './byte-source.ts';

/** A run of bytes in a source. */
export type ByteRange = { readonly offset: number; readonly length: number };

/** The items of an encapsulated pixel data element (PS3.5 A.4). */
export type Fragments = {
	/** Basic offset table, relative to the first fragment's item tag; empty where the file has none. */
	readonly basicOffsets: readonly number[];
	/** Where the first fragment's item tag stands: what offsets count from. */
	readonly firstItemAt: number;
	readonly fragments: readonly ByteRange[];
	/** Whether the file ends before the sequence does. */
	readonly isTruncated: boolean;
};

export type FragmentError = 'pixel-data-malformed' | 'too-many-fragments';

const maxFragments = 200_000;
const windowBytes = 4096;

/** Walks the item headers from the first byte of the pixel data; the fragments themselves are not read. */
export async function walkFragments(
	source: ByteSource,
	offset: number
): Promise<Result<Fragments, FragmentError>> {
	const readHeader = makeHeaderReader(source);
	const table = await readHeader(offset);
	if (!table || table.tag !== item || table.length > maxFragments * 4) return err('pixel-data-malformed');
	const basicOffsets = readOffsets(await source.read(offset + 8, table.length));
	const firstItemAt = offset + 8 + table.length;
	const fragments: ByteRange[] = [];
	let at = firstItemAt;
	for (;;) {
		const header = await readHeader(at);
		if (!header) return ok({ basicOffsets, firstItemAt, fragments, isTruncated: true });
		if (header.tag === delimiter) return ok({ basicOffsets, firstItemAt, fragments, isTruncated: false });
		if (header.tag !== item) return err('pixel-data-malformed');
		if (fragments.length >= maxFragments) return err('too-many-fragments');
		const left = source.sizeBytes - at - 8;
		fragments.push({ offset: at + 8, length: Math.min(header.length, left) });
		if (header.length > left) return ok({ basicOffsets, firstItemAt, fragments, isTruncated: true });
		at += 8 + header.length;
	}
}

const item = 0xfffee000;
const delimiter = 0xfffee0dd;

function makeHeaderReader(source: ByteSource) {
	let start = 0;
	let window = new Uint8Array(0);
	return async (at: number): Promise<{ tag: number; length: number } | undefined> => {
		if (at < start || at + 8 > start + window.length) {
			start = at;
			window = new Uint8Array(await source.read(at, windowBytes));
		}
		if (at + 8 > start + window.length) return undefined;
		const view = new DataView(window.buffer, window.byteOffset + at - start, 8);
		const tag = ((view.getUint16(0, true) << 16) | view.getUint16(2, true)) >>> 0;
		return { tag, length: view.getUint32(4, true) };
	};
}

function readOffsets(bytes: Uint8Array): readonly number[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return Array.from({ length: bytes.length >> 2 }, (_, index) => view.getUint32(index * 4, true));
}
