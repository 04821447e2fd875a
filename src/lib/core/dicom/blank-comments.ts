import { boxesOf, findCodestream } from './codestream-header.ts';

/**
 * A copy of one compressed frame with every place for free text filled with zeros: JPEG COM and application segments,
 * JPEG 2000 comments and the metadata boxes of JP2 and JPEG XL, and whatever follows the end of the image. The length does not change, so
 * offset tables, tile lengths and Content-Length stay right, and the pixels are untouched.
 */
export function blankComments(frame: Uint8Array): Uint8Array {
	const copy = frame.slice();
	if (startsWith(copy, 4, 'JXL ')) {
		blankBoxes(copy, jxlBoxes);
		return copy;
	}
	const start = findCodestream(copy);
	if (start > 0) blankBoxes(copy, jp2Boxes);
	if (copy[start] !== 0xff) return copy;
	if (copy[start + 1] === 0xd8) blankJpeg(copy, start + 2);
	if (copy[start + 1] === 0x4f) blankJpeg2000(copy, start + 2);
	return copy;
}

/** T.81 B.1.1: segments until SOS, entropy-coded bytes until the next marker, and again for progressive scans. */
function blankJpeg(bytes: Uint8Array, from: number): void {
	let at = from;
	while (at + 1 < bytes.length) {
		if (bytes[at] !== 0xff) {
			at += 1;
			continue;
		}
		const marker = bytes[at + 1] ?? 0;
		const isStandalone =
			marker === 0 || marker === 0x01 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd8);
		if (marker === 0xd9) {
			bytes.fill(0, at + 2);
			return;
		}
		// In JPEG-LS a byte under 0x80 after FF is stuffed data (T.87 A.1).
		if (isStandalone || marker < 0x80) {
			at += marker === 0xff ? 1 : 2;
			continue;
		}
		const length = word(bytes, at + 2);
		const end = Math.min(bytes.length, at + 2 + length);
		if (marker === 0xfe || (marker >= 0xe0 && marker <= 0xef)) blankSegment(bytes, marker, at + 4, end);
		at += 2 + Math.max(2, length);
	}
}

// What decoders act upon: JFIF density, HP colour transform, SPIFF header, Adobe colour transform. Fixed sizes, no text.
const functional: readonly (readonly [marker: number, signature: string, bytes: number])[] = [
	[0xe0, 'JFIF\0', 12],
	[0xe8, 'mrfx', 5],
	[0xe8, 'SPIFF\0', 30],
	[0xee, 'Adobe', 12]
];

function blankSegment(bytes: Uint8Array, marker: number, from: number, end: number): void {
	const kept = functional.find(([code, signature]) => code === marker && startsWith(bytes, from, signature));
	const blankFrom = kept ? Math.min(end, from + kept[2]) : from;
	bytes.fill(0, blankFrom, end);
	// A JFIF thumbnail that is blanked must also be declared absent, which the two zero bytes above do.
}

/** T.800 A.2: comments of the main header and of every tile-part header. */
function blankJpeg2000(bytes: Uint8Array, from: number): void {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = from;
	let tileEnd = 0;
	while (at + 4 <= bytes.length) {
		const marker = view.getUint16(at);
		if (marker === 0xffd9) {
			bytes.fill(0, at + 2);
			return;
		}
		if (marker === 0xff93) {
			// Coded data: go on behind the tile part; a length of zero means that it is the last.
			at = tileEnd > at ? tileEnd : bytes.length;
			continue;
		}
		const length = view.getUint16(at + 2);
		if (marker < 0xff30 || length < 2) return;
		if (marker === 0xff90 && at + 12 <= bytes.length) {
			const tileLength = view.getUint32(at + 6);
			tileEnd = tileLength === 0 ? bytes.length : at + tileLength;
		}
		if (marker === 0xff64) bytes.fill(0, at + 6, Math.min(bytes.length, at + 2 + length));
		at += 2 + length;
	}
}

const jp2Boxes: ReadonlySet<string> = new Set(['jP  ', 'ftyp', 'jp2h', 'jp2c']);
const jxlBoxes: ReadonlySet<string> = new Set(['JXL ', 'ftyp', 'jxlc', 'jxlp']);

/** Blanks every box but those that decoders need (T.800 I.5, ISO/IEC 18181-2), a second codestream, and what follows the last. */
function blankBoxes(bytes: Uint8Array, needed: ReadonlySet<string>): void {
	let end = 0;
	let hasCodestream = false;
	for (const { type, from, through } of boxesOf(bytes)) {
		if (!needed.has(type) || (type === 'jp2c' && hasCodestream)) bytes.fill(0, from, through);
		// The type of a JPEG XL file is its brand and nothing else.
		if (type === 'ftyp' && needed === jxlBoxes) bytes.fill(0, Math.min(through, from + 12), through);
		hasCodestream ||= type === 'jp2c';
		end = through;
	}
	bytes.fill(0, end);
}

function startsWith(bytes: Uint8Array, at: number, signature: string): boolean {
	for (let i = 0; i < signature.length; i++) if (bytes[at + i] !== signature.charCodeAt(i)) return false;
	return true;
}

function word(bytes: Uint8Array, at: number): number {
	return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
