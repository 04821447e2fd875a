import { describe, expect, it } from 'vitest';
import { readPlainValues, type PlainHeader } from './plain-values.ts';

const grey16: PlainHeader = { bitsAllocated: 16, bitsStored: 16, isSigned: false, slope: 1, intercept: 0 };

/** The words of a frame as they come, little end first, after some bytes of the answer. */
function frameOf(words: number[], offset = 0): Uint8Array<ArrayBuffer> {
	const view = new DataView(new ArrayBuffer(offset + 2 * words.length));
	for (const [at, word] of words.entries()) view.setUint16(offset + 2 * at, word & 0xff_ff, true);
	return new Uint8Array(view.buffer, offset);
}

const cases: [string, { header: Partial<PlainHeader>; words: number[]; values: number[] }][] = [
	['unsigned as they are', { header: {}, words: [0, 1, 65_535], values: [0, 1, 65_535] }],
	['signed as they are', { header: { isSigned: true }, words: [-1, 5, -32_768], values: [-1, 5, -32_768] }],
	[
		'of twelve bits with the sign of the twelfth',
		{ header: { isSigned: true, bitsStored: 12 }, words: [0xf_ff, 0x8_00, 0x7_ff], values: [-1, -2048, 2047] }
	],
	[
		'of a scanner that counts from −1024',
		{ header: { bitsStored: 12, intercept: -1024 }, words: [0, 1024, 4095], values: [-1024, 0, 3071] }
	],
	[
		'rescaled downward',
		{ header: { slope: -1, intercept: 100 }, words: [0, 50, 300], values: [100, 50, -200] }
	],
	[
		'that outgrow 16 bits',
		{ header: { slope: 4, intercept: -8 }, words: [0, 65_535], values: [-8, 262_132] }
	],
	[
		'that fit without a sign only',
		{ header: { slope: 1, intercept: 10 }, words: [0, 60_000], values: [10, 60_010] }
	]
];

describe('plain values', () => {
	it.each(cases)('are %s', (_, { header, words, values }) => {
		for (const offset of [0, 3, 4]) {
			const read = readPlainValues(frameOf(words, offset), words.length, { ...grey16, ...header });
			expect([...read.values]).toEqual(values);
			expect([read.min, read.max]).toEqual([Math.min(...values), Math.max(...values)]);
		}
	});

	it('of one byte are read as they are and may leave it', () => {
		const header = { ...grey16, bitsAllocated: 8, bitsStored: 8 };
		expect([...readPlainValues(Uint8Array.of(0, 255), 2, header).values]).toEqual([0, 255]);
		const shifted = readPlainValues(Uint8Array.of(0, 255), 2, { ...header, intercept: -100 });
		expect([...shifted.values]).toEqual([-100, 155]);
	});

	it('take no room of their own where their frame has it', () => {
		const frame = frameOf([0, 4095], 4);
		const { values } = readPlainValues(frame, 2, { ...grey16, intercept: -1024 });
		expect(values.buffer).toBe(frame.buffer);
	});
});
