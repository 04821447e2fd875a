import { adobeTransform } from '#lib/core/dicom/codestream-header.ts';

/**
 * A JPEG of three components that says how its colours are coded, as the header of the object says it. The browser's decoder
 * knows no DICOM: without an Adobe segment (T.872 6.5.3) it takes every JPEG for YCbCr, unless the components are
 * called R, G and B. A segment that is there overrules the header and stays.
 */
export function withColourTransform(
	frame: Uint8Array<ArrayBuffer>,
	photometric: string
): Uint8Array<ArrayBuffer> {
	if (frame[0] !== 0xff || frame[1] !== 0xd8 || adobeTransform(frame) !== undefined) return frame;
	const transform = photometric === 'RGB' ? 0 : 1;
	const rest = withoutJfif(frame.subarray(2));
	const segment = [0xff, 0xd8, 0xff, 0xee, 0, 14, ...[...'Adobe'].map((letter) => letter.charCodeAt(0))];
	const head = Uint8Array.from([...segment, 0, 100, 0, 0, 0, 0, transform]);
	const result = new Uint8Array(head.length + rest.length);
	result.set(head);
	result.set(rest, head.length);
	return result;
}

/** JFIF allows YCbCr alone, and decoders believe it before they look for Adobe. */
function withoutJfif(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
	const isJfif = bytes[0] === 0xff && bytes[1] === 0xe0;
	return isJfif ? bytes.subarray(2 + (((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0))) : bytes;
}
