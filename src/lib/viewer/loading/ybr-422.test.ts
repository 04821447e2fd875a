import { describe, expect, it } from 'vitest';
import { withRgbFrame, ybr422ToRgb } from './ybr-422.ts';

describe('ybr422ToRgb', () => {
	it.each([
		['grey, where chroma is 128', [0, 255, 128, 128], [0, 0, 0, 255, 255, 255]],
		['red of two brightnesses', [76, 60, 85, 255], [254, 0, 0, 238, 0, 0]],
		['nothing', [], []]
	])('turns %s', (_, ybr, rgb) => {
		expect([...ybr422ToRgb(Uint8Array.from(ybr))]).toEqual(rgb);
	});
});

describe('withRgbFrame', () => {
	const answer = (syntax: string, frame: number[]) =>
		new TextEncoder().encode(
			`--b\r\nContent-Type: application/octet-stream; transfer-syntax=${syntax}\r\n\r\n` +
				String.fromCharCode(...frame) +
				'\r\n--b--\r\n'
		).buffer;
	const frame = [10, 20, 127, 127];
	const lengthOf = (buffer: ArrayBuffer) => buffer.byteLength;

	it('replaces an uncompressed frame by one of three bytes a pixel, between the same boundaries', () => {
		const native = answer('1.2.840.10008.1.2.1', frame);
		const replaced = withRgbFrame(native, 2);
		expect(lengthOf(replaced)).toBe(lengthOf(native) + 2);
		expect(new TextDecoder('latin1').decode(replaced)).toMatch(/\r\n\r\n[^]{6}\r\n--b--\r\n$/);
	});

	it.each([
		['a compressed frame', answer('1.2.840.10008.1.2.4.50', frame), 2],
		['a frame of another length', answer('1.2.840.10008.1.2.1', frame), 4],
		['an answer that is not multipart', Uint8Array.from(frame).buffer, 2],
		['an empty answer', new ArrayBuffer(0), 2]
	])('leaves %s as it is', (_, given, pixelCount) => {
		expect(withRgbFrame(given, pixelCount)).toBe(given);
	});
});
