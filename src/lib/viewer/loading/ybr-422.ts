/**
 * Uncompressed YBR_FULL_422 to RGB, 8 bits: two pixels share Cb and Cr, as Y1 Y2 Cb Cr (PS3.3 C.7.6.3.1.2).
 * The image loader takes such frames for RGB and would show black.
 */
export function ybr422ToRgb(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	const rgb = new Uint8ClampedArray(Math.floor(bytes.length / 4) * 6);
	for (let from = 0, to = 0; from + 3 < bytes.length; from += 4) {
		const blue = (bytes[from + 2] ?? 0) - 128;
		const red = (bytes[from + 3] ?? 0) - 128;
		for (const luma of [bytes[from] ?? 0, bytes[from + 1] ?? 0]) {
			rgb[to++] = luma + 1.402 * red;
			rgb[to++] = luma - 0.344136 * blue - 0.714136 * red;
			rgb[to++] = luma + 1.772 * blue;
		}
	}
	return new Uint8Array(rgb.buffer);
}

const nativeSyntaxes = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2']);

/**
 * Replaces the frame in a multipart answer of one part when it is uncompressed YBR_FULL_422 of `pixelCount` pixels;
 * any other answer comes back as it is.
 */
export function withRgbFrame(answer: ArrayBuffer, pixelCount: number): ArrayBuffer {
	const bytes = new Uint8Array(answer);
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
	const start = head.indexOf('\r\n\r\n') + 4;
	const syntax = /transfer-syntax="?([\d.]+)/i.exec(head.slice(0, start))?.[1] ?? '';
	const end = start + 2 * pixelCount;
	const trailer = new TextDecoder('latin1').decode(bytes.subarray(end, end + 5));
	if (start < 4 || !nativeSyntaxes.has(syntax) || !/^\0?\r\n--/.test(trailer)) return answer;
	const rgb = ybr422ToRgb(bytes.subarray(start, end));
	const result = new Uint8Array(start + rgb.length + bytes.length - end);
	result.set(bytes.subarray(0, start));
	result.set(rgb, start);
	result.set(bytes.subarray(end), start + rgb.length);
	return result.buffer;
}
