/**
 * The ZIP of a bundle (APPNOTE 6.3.10), written in one way only: entries stored one after the other without gaps, UTF-8 names, times of
 * 1980-01-01, no comments, no extra fields but ZIP64 where a number does not fit. So names, sizes and CRCs give every byte that is not
 * content, and whatever else somebody put into the file is found by comparing.
 */
export type ZipEntry = { readonly name: string; readonly size: number; readonly crc32: number };

export const LOCAL_SIGN = 0x04034b50;
export const CENTRAL_SIGN = 0x02014b50;
export const END_SIGN = 0x06054b50;
export const END64_SIGN = 0x06064b50;
export const LOCATOR_SIGN = 0x07064b50;

const MAX_32 = 0xffffffff;
const MAX_16 = 0xffff;
const UTF8_FLAG = 0x0800;
const DATE_1980 = 0x0021;
/** A plain file, readable by all, of Unix. */
const ATTRIBUTES = 0o100644 * 0x10000;
const MADE_BY = 0x032d;

type Field = readonly [bytes: 2 | 4 | 8, value: number];

function pack(fields: readonly Field[], ...rest: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const head = fields.reduce((sum, [bytes]) => sum + bytes, 0);
	const packed = new Uint8Array(rest.reduce((sum, { length }) => sum + length, head));
	const view = new DataView(packed.buffer);
	let at = 0;
	for (const [bytes, value] of fields) {
		if (bytes === 2) view.setUint16(at, value, true);
		else if (bytes === 4) view.setUint32(at, value, true);
		else view.setBigUint64(at, BigInt(value), true);
		at += bytes;
	}
	for (const one of rest) {
		packed.set(one, at);
		at += one.length;
	}
	return packed;
}

const encode = (name: string): Uint8Array => new TextEncoder().encode(name);

/** The extra field of ZIP64 for the numbers that do not fit (APPNOTE 4.5.3); empty where all do. */
function extra64(numbers: readonly number[]): Uint8Array {
	if (numbers.length === 0) return new Uint8Array();
	return pack([[2, 1], [2, 8 * numbers.length], ...numbers.map((number): Field => [8, number])]);
}

/** What stands before an entry's content. */
export function localHeader({ name, size, crc32 }: ZipEntry): Uint8Array<ArrayBuffer> {
	const isLarge = size >= MAX_32;
	const encoded = encode(name);
	const extra = extra64(isLarge ? [size, size] : []);
	return pack(
		[
			[4, LOCAL_SIGN],
			[2, isLarge ? 45 : 20],
			[2, UTF8_FLAG],
			[2, 0],
			[2, 0],
			[2, DATE_1980],
			[4, crc32],
			[4, isLarge ? MAX_32 : size],
			[4, isLarge ? MAX_32 : size],
			[2, encoded.length],
			[2, extra.length]
		],
		encoded,
		extra
	);
}

function centralHeader({ name, size, crc32 }: ZipEntry, offset: number): Uint8Array {
	const isLarge = size >= MAX_32;
	const isFar = offset >= MAX_32;
	const encoded = encode(name);
	const extra = extra64([...(isLarge ? [size, size] : []), ...(isFar ? [offset] : [])]);
	return pack(
		[
			[4, CENTRAL_SIGN],
			[2, MADE_BY],
			[2, isLarge || isFar ? 45 : 20],
			[2, UTF8_FLAG],
			[2, 0],
			[2, 0],
			[2, DATE_1980],
			[4, crc32],
			[4, isLarge ? MAX_32 : size],
			[4, isLarge ? MAX_32 : size],
			[2, encoded.length],
			[2, extra.length],
			[2, 0],
			[2, 0],
			[2, 0],
			[4, ATTRIBUTES],
			[4, isFar ? MAX_32 : offset]
		],
		encoded,
		extra
	);
}

/** What stands after the last entry's content: the central directory and its end. */
export function zipTail(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
	let at = 0;
	const headers = entries.map((entry) => {
		const header = centralHeader(entry, at);
		at += localHeader(entry).length + entry.size;
		return header;
	});
	const size = headers.reduce((sum, { length }) => sum + length, 0);
	const count = entries.length;
	const is64 = count >= MAX_16 || at >= MAX_32 || size >= MAX_32;
	const end64 = pack([
		[4, END64_SIGN],
		[8, 44],
		[2, MADE_BY],
		[2, 45],
		[4, 0],
		[4, 0],
		[8, count],
		[8, count],
		[8, size],
		[8, at]
	]);
	const locator = pack([
		[4, LOCATOR_SIGN],
		[4, 0],
		[8, at + size],
		[4, 1]
	]);
	const end: Field[] = [
		[4, END_SIGN],
		[2, 0],
		[2, 0],
		[2, is64 ? MAX_16 : count],
		[2, is64 ? MAX_16 : count],
		[4, is64 ? MAX_32 : size],
		[4, is64 ? MAX_32 : at],
		[2, 0]
	];
	return pack([], ...headers, ...(is64 ? [end64, locator] : []), pack(end));
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
	let crc = byte;
	for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
	return crc;
});

/** CRC-32 of bytes (ISO 3309), as ZIP and PNG have it. For the short entries; of long files it is computed where they are written. */
export function crc32(bytes: Uint8Array): number {
	let crc = MAX_32;
	for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
	return (crc ^ MAX_32) >>> 0;
}
