import { findCodestream, type CodestreamHeader } from './codestream-header.ts';

/**
 * Whether the end of a codestream is missing. Decoders fill up what lacks with grey or noise, draw it as if it were there, or never
 * answer. JPEG and JPEG-LS end with EOI (T.81 B.1.1.3); each tile-part of JPEG 2000 says its length (T.800 A.4.2).
 */
export function isCutOff(bytes: Uint8Array, process: CodestreamHeader['process']): boolean {
	return process === 'jpeg-2000' ? hasCutTile(bytes) : !hasEnd(bytes);
}

/** What is coded holds no marker (T.81 B.1.1.5, T.87 A.1), so that EOI behind the scan is the end, whatever follows it. */
function hasEnd(bytes: Uint8Array): boolean {
	const scan = findScan(bytes);
	for (let at = bytes.length - 2; at > scan; at--)
		if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
	return false;
}

/** Where the first scan begins; at the end where there is none. */
function findScan(bytes: Uint8Array): number {
	let at = 2;
	while (at + 4 <= bytes.length && bytes[at] === 0xff) {
		const marker = bytes[at + 1];
		if (marker === 0xda) return at;
		at += marker === 0xff ? 1 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
	}
	return bytes.length;
}

function hasCutTile(bytes: Uint8Array): boolean {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	// Behind SOC, marker segments up to the first tile-part.
	let at = findCodestream(bytes) + 2;
	while (at + 4 <= bytes.length && view.getUint16(at) !== 0xff90) at += 2 + view.getUint16(at + 2);
	if (at + 12 > bytes.length) return true;
	while (at + 12 <= bytes.length && view.getUint16(at) === 0xff90) {
		const length = view.getUint32(at + 6);
		// The last one may go on to the end, wherever that is.
		if (length === 0) return false;
		if (length < 14 || at + length > bytes.length) return true;
		at += length;
	}
	return false;
}

/** Whether packed bytes come to fewer than the samples of a frame (PS3.5 annex G), or are no such thing. */
export function isShortRle(bytes: Uint8Array, samples: { pixels: number; segments: number }): boolean {
	if (bytes.length < 64) return true;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (view.getUint32(0, true) !== samples.segments || samples.segments > 15) return true;
	for (let segment = 0; segment < samples.segments; segment++) {
		const start = view.getUint32(4 + segment * 4, true);
		const isLast = segment + 1 === samples.segments;
		const next = isLast ? bytes.length : view.getUint32(8 + segment * 4, true);
		if (start < 64 || next < start || next > bytes.length) return true;
		if (unpackedLength(bytes, start, next) < samples.pixels) return true;
	}
	return false;
}

function unpackedLength(bytes: Uint8Array, start: number, end: number): number {
	let [at, length] = [start, 0];
	while (at < end) {
		const control = bytes[at] ?? 128;
		if (control === 128) at += 1;
		else if (control > 128) {
			if (at + 1 < end) length += 257 - control;
			at += 2;
		} else {
			length += Math.min(control + 1, end - at - 1);
			at += control + 2;
		}
	}
	return length;
}
