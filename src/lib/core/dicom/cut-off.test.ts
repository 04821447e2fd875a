import { describe, expect, it } from 'vitest';
import { encodeRle } from '#lib/core/demo/dicom/rle-encode.ts';
import { isCutOff, isShortRle } from './cut-off.ts';

const withEndInSegment = [0xff, 0xd8, 0xff, 0xe1, 0, 4, 0xff, 0xd9, 0xff, 0xda, 0, 2];
const jpeg = [0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9];

describe('a JPEG', () => {
	it.each<[string, number[], boolean]>([
		['with its end is whole', jpeg, false],
		['that is padded is whole', [...jpeg, 0, 0, 0], false],
		['with fill bytes behind its end is whole', [...jpeg, 0xff, 0xff], false],
		['with whatever behind its end is whole', [...jpeg, 7, 8, 9], false],
		['whose only end is one of a picture within a segment is cut off', [...withEndInSegment, 1, 2], true],
		['without its end is cut off', jpeg.slice(0, -2), true],
		['with half of its end is cut off', jpeg.slice(0, -1), true],
		['of nothing is cut off', [], true]
	])('%s', (_, bytes, isCut) => {
		expect(isCutOff(Uint8Array.from(bytes), 'jpeg-ls')).toBe(isCut);
		expect(isCutOff(Uint8Array.from(bytes), 'jpeg-dct')).toBe(isCut);
	});
});

describe('a JPEG 2000', () => {
	const main = [0xff, 0x4f, 0xff, 0x52, 0, 4, 1, 1];
	const tile = (length: number, body: number[]) => [
		...[0xff, 0x90, 0, 10, 0, 0, 0, 0, length >> 8, length & 255, 0, 1, 0xff, 0x93],
		...body
	];
	const end = [0xff, 0xd9];

	it.each<[string, number[], boolean]>([
		['with all of its tile-parts is whole', [...main, ...tile(16, [1, 2]), ...tile(15, [3]), ...end], false],
		['without the marker of its end is whole', [...main, ...tile(16, [1, 2])], false],
		['that does not say how long it is, is whole', [...main, ...tile(0, [1])], false],
		['within a tile-part is cut off', [...main, ...tile(16, [1, 2]), ...tile(40, [3])], true],
		['before its first tile-part is cut off', main, true],
		['whose tile-part is shorter than its header is cut off', [...main, ...tile(3, [1])], true]
	])('%s', (_, bytes, isCut) => {
		expect(isCutOff(Uint8Array.from(bytes), 'jpeg-2000')).toBe(isCut);
	});
});

describe('packed samples', () => {
	const samples = { pixels: 64, segments: 2 };
	const values = Uint16Array.from({ length: 64 }, (_, at) => (at % 7 < 3 ? 900 : at * 37));
	const packed = encodeRle(values);

	it('are whole as they were packed', () => {
		expect(isShortRle(packed, samples)).toBe(false);
	});

	it('are short wherever they are cut', () => {
		// The last byte may be padding to even length.
		for (let length = 0; length < packed.length - 2; length++)
			expect(isShortRle(packed.subarray(0, length), samples), String(length)).toBe(true);
	});

	it('are short of more pixels or other segments than there are', () => {
		expect(isShortRle(packed, { ...samples, pixels: 65 })).toBe(true);
		expect(isShortRle(packed, { ...samples, segments: 1 })).toBe(true);
	});
});
