import { foldCase, needlesOf, type Needle, type Secret } from './secrets.ts';

/** A secret that stands in bytes where it must not: whose it is, in which form, and what surrounds it. */
export type Leak = { readonly secret: string; readonly form: string; readonly around: string };

/** Gives every secret that stands in the bytes, in whatever encoding, each form once. */
export type LeakFinder = (bytes: Uint8Array) => Leak[];

const AROUND = 60;

/**
 * Makes a search for secrets in bytes: as text in UTF-8, Latin-1 and UTF-16 whatever the casing, in hexadecimal, in base64 at
 * each of its three alignments, as raw bytes, and in all of these once more after HTML entities, percent and JSON escapes
 * are undone, twice over.
 */
export function makeLeakFinder(secrets: readonly Secret[]): LeakFinder {
	const needles = secrets.flatMap(needlesOf);
	const folded = makeScanner(needles.filter(({ isFolded }) => isFolded));
	const exact = makeScanner(needles.filter(({ isFolded }) => !isFolded));
	return (bytes) => {
		const leaks = new Map<string, Leak>();
		let plain = bytes;
		for (const escapes of ['', ' under escapes', ' under two escapes']) {
			for (const { needle, at } of [...folded(foldCase(plain)), ...exact(plain)]) {
				const form = needle.form + escapes;
				const key = `${needle.secret}|${form}`;
				if (!leaks.has(key)) leaks.set(key, { secret: needle.secret, form, around: textAround(plain, at) });
			}
			const unescaped = unescape(plain);
			if (unescaped === null) break;
			plain = unescaped;
		}
		return [...leaks.values()];
	};
}

function textAround(bytes: Uint8Array, at: number): string {
	const part = bytes.subarray(Math.max(0, at - AROUND), at + AROUND);
	return Buffer.from(part)
		.toString('latin1')
		.replace(/[^\x20-\x7e]+/g, '·');
}

/** Looks for all needles in one pass over the bytes: by their first four bytes, then in full. */
function makeScanner(needles: readonly Needle[]) {
	const byStart = new Map<number, Needle[]>();
	// A bit for each hash of four bytes: nearly every place is passed over without asking the map.
	const seen = new Uint8Array(1 << 16);
	for (const needle of needles) {
		const start = Buffer.from(needle.bytes).readUInt32BE(0);
		byStart.set(start, [...(byStart.get(start) ?? []), needle]);
		seen[hashOf(start)] = 1;
	}
	return function* (bytes: Uint8Array): Generator<{ needle: Needle; at: number }> {
		let window = 0;
		for (let end = 0; end < bytes.length; end++) {
			window = ((window << 8) | (bytes[end] ?? 0)) >>> 0;
			if (end < 3 || seen[hashOf(window)] === 0) continue;
			const at = end - 3;
			for (const needle of byStart.get(window) ?? []) {
				if (needle.bytes.every((byte, offset) => byte === bytes[at + offset])) yield { needle, at };
			}
		}
	};
}

function hashOf(word: number): number {
	return Math.imul(word, 0x9e3779b1) >>> 16;
}

const named: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' '
};
const escaped =
	/%[0-9a-f]{2}|&#x[0-9a-f]{1,6};|&#[0-9]{1,7};|&[a-z]{2,4};|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[/"]/i;

/** The bytes with entities, percent and JSON escapes undone; null when there is none. */
function unescape(bytes: Uint8Array): Uint8Array | null {
	// Latin-1 keeps every byte as it is; what an escape stands for is written into it as UTF-8.
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
	if (!escaped.test(text)) return null;
	const utf8 = (code: number) =>
		code > 0x10ffff ? '' : Buffer.from(String.fromCodePoint(code), 'utf8').toString('latin1');
	const plain = text.replace(new RegExp(escaped, 'gi'), (escape) => {
		if (escape.startsWith('%')) return String.fromCharCode(parseInt(escape.slice(1), 16));
		if (/^&#x/i.test(escape)) return utf8(parseInt(escape.slice(3), 16));
		if (escape.startsWith('&#')) return utf8(parseInt(escape.slice(2), 10));
		if (escape.startsWith('&')) return named[escape.slice(1, -1).toLowerCase()] ?? escape;
		return /^\\[ux]/i.test(escape) ? utf8(parseInt(escape.slice(2), 16)) : escape.slice(1);
	});
	return Buffer.from(plain, 'latin1');
}
