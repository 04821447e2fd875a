import { err, ok, type Result } from '#lib/core/result.ts';
import { maxPixels, type DocumentType } from './documents.ts';

/** Why a document is not taken by what its first bytes are. */
export type ContentError =
	| 'empty-document'
	| 'unsupported-document'
	| 'unsupported-program'
	| 'unsupported-archive'
	| 'unsupported-markup'
	| 'unsupported-heic'
	| 'unsupported-picture'
	| 'too-large-picture';

type Size = { readonly width: number; readonly height: number };
type Bytes = Uint8Array;

const ascii = (bytes: Bytes, from: number, to: number): string =>
	String.fromCharCode(...bytes.subarray(from, to));
const big16 = (bytes: Bytes, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const big32 = (bytes: Bytes, at: number): number => big16(bytes, at) * 65_536 + big16(bytes, at + 2);
const little24 = (bytes: Bytes, at: number): number =>
	(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);

function begins(bytes: Bytes, ...head: readonly number[]): boolean {
	return head.every((byte, at) => bytes[at] === byte);
}

/** What is never taken, by how it begins, each with what its sender is told. */
const refused: readonly (readonly [ContentError, (bytes: Bytes) => boolean])[] = [
	// Windows, Linux and macOS programs, scripts that name their interpreter, Java classes.
	['unsupported-program', (b) => begins(b, 0x4d, 0x5a) || begins(b, 0x7f, 0x45, 0x4c, 0x46)],
	[
		'unsupported-program',
		(b) => [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe].includes(big32(b, 0))
	],
	['unsupported-program', (b) => begins(b, 0x23, 0x21)],
	// ZIP, which Office files are too; OLE, the older ones; RAR, 7z, gzip, bzip2, xz.
	['unsupported-archive', (b) => begins(b, 0x50, 0x4b) || begins(b, 0xd0, 0xcf, 0x11, 0xe0)],
	['unsupported-archive', (b) => ascii(b, 0, 4) === 'Rar!' || begins(b, 0x37, 0x7a, 0xbc, 0xaf)],
	[
		'unsupported-archive',
		(b) => begins(b, 0x1f, 0x8b) || ascii(b, 0, 3) === 'BZh' || begins(b, 0xfd, 0x37, 0x7a)
	],
	['unsupported-heic', (b) => ascii(b, 4, 8) === 'ftyp' && /^(hei|hev|mif1|msf1|avif)/.test(ascii(b, 8, 12))],
	// HTML, SVG and other XML: a page may run scripts.
	['unsupported-markup', (b) => /^[\s\ufeff\u00ef\u00bb\u00bf]*<[!?a-z]/i.test(ascii(b, 0, 64))]
];

/**
 * What a document is by its content, whatever its name or its sender says; a PDF is looked into elsewhere. A picture that says it is
 * larger than any scanner makes is refused before anybody unpacks it.
 */
export function contentOf(bytes: Bytes): Result<DocumentType, ContentError> {
	if (bytes.length === 0) return err('empty-document');
	const refusal = refused.find(([, is]) => is(bytes));
	if (refusal) return err(refusal[0]);
	if (ascii(bytes, 0, 5) === '%PDF-') return ok('application/pdf');
	if (begins(bytes, 0xff, 0xd8, 0xff)) return picture('image/jpeg', jpegSize(bytes));
	if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))
		return picture('image/png', pngSize(bytes));
	if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP')
		return picture('image/webp', webpSize(bytes));
	return err('unsupported-document');
}

function picture(type: DocumentType, size: Size | null): Result<DocumentType, ContentError> {
	if (!size || size.width === 0 || size.height === 0) return err('unsupported-picture');
	return size.width * size.height > maxPixels ? err('too-large-picture') : ok(type);
}

/** PNG 1.2, 11.2.2: IHDR comes first. */
function pngSize(bytes: Bytes): Size | null {
	return ascii(bytes, 12, 16) === 'IHDR' && bytes.length >= 33
		? { width: big32(bytes, 16), height: big32(bytes, 20) }
		: null;
}

/** ITU-T T.81, B.2.2: the frame header, after segments of other kinds; C4, C8 and CC are none. */
function jpegSize(bytes: Bytes): Size | null {
	let at = 2;
	while (at + 9 < bytes.length) {
		if (bytes[at] !== 0xff) return null;
		const marker = bytes[at + 1] ?? 0;
		if (marker === 0xff) {
			at += 1;
			continue;
		}
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return { height: big16(bytes, at + 5), width: big16(bytes, at + 7) };
		const hasNoLength = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
		if (!hasNoLength && big16(bytes, at + 2) < 2) return null;
		at += hasNoLength ? 2 : 2 + big16(bytes, at + 2);
	}
	return null;
}

/** RFC 9649, 2.5 to 2.7: each form of the first chunk has the size in a place of its own. */
function webpSize(bytes: Bytes): Size | null {
	if (bytes.length < 30) return null;
	switch (ascii(bytes, 12, 16)) {
		case 'VP8X':
			return { width: little24(bytes, 24) + 1, height: little24(bytes, 27) + 1 };
		case 'VP8 ':
			return { width: little24(bytes, 26) & 0x3fff, height: (little24(bytes, 27) >> 8) & 0x3fff };
		case 'VP8L': {
			const bits = little24(bytes, 21) + (bytes[24] ?? 0) * 0x1000000;
			return { width: (bits & 0x3fff) + 1, height: (Math.floor(bits / 0x4000) & 0x3fff) + 1 };
		}
		default:
			return null;
	}
}
