import { describe, expect, it } from 'vitest';
import { coarserImages } from './progression.ts';

/** The main header of a codestream of 512 × 400 pixels (T.800 A.5.1, A.6.1), and the beginning of its first tile. */
function header({ order = 2, layers = 1, decompositions = 5, tile = [512, 400] } = {}): Uint8Array {
	const siz = new DataView(new ArrayBuffer(43));
	siz.setUint16(0, 0xff51);
	siz.setUint16(2, 41);
	for (const [at, value] of [512, 400, 0, 0, ...tile, 0, 0].entries()) siz.setUint32(6 + at * 4, value);
	const cod = new DataView(new ArrayBuffer(14));
	cod.setUint16(0, 0xff52);
	cod.setUint16(2, 12);
	cod.setUint8(5, order);
	cod.setUint16(6, layers);
	cod.setUint8(9, decompositions);
	const parts = [[0xff, 0x4f], siz.buffer, [0xff, 0x50, 0, 4, 0, 0], cod.buffer, [0xff, 0x90, 0, 10]];
	return new Uint8Array(Buffer.concat(parts.map((part) => new Uint8Array(part))));
}

describe('the coarser images at the beginning of a codestream', () => {
	it.each([
		['resolution, position', { order: 2 }, 5],
		['resolution, layer', { order: 1, decompositions: 3 }, 3],
		['layer, of which there is one', { order: 0 }, 5],
		['layer, of several', { order: 0, layers: 4 }, 0],
		['position', { order: 3 }, 0],
		['component', { order: 4 }, 0],
		['resolution in each of several tiles', { order: 2, tile: [256, 256] }, 0]
	])('are counted in the order of %s', (_order, given, count) => {
		expect(coarserImages(header(given))).toBe(count);
	});

	it('are none as long as the header is not all there, and of what is no codestream', () => {
		const whole = header();
		for (let length = 0; length < whole.length - 4; length++)
			expect(coarserImages(whole.subarray(0, length))).toBe(0);
		expect(coarserImages(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16))).toBe(0);
	});
});
