import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '#lib/core/dicom/write.ts';
import { decodeJpeg } from './frame.ts';

const marker = (code: number, ...body: number[]): Uint8Array =>
	Uint8Array.of(0xff, code, (body.length + 2) >> 8, (body.length + 2) & 255, ...body);
const word = (value: number): number[] => [value >> 8, value & 255];

// Every size category 0 to 15 has the five-bit code of its own number; the AC table knows the end of block (0) alone.
const dcTable = marker(
	0xc4,
	0x00,
	0,
	0,
	0,
	0,
	16,
	...Array<number>(11).fill(0),
	...Array.from({ length: 16 }, (_, i) => i)
);
const acTable = marker(0xc4, 0x10, 1, ...Array<number>(15).fill(0), 0);
const unitQuantization = marker(0xdb, 0, ...Array<number>(64).fill(1));

function dcBits(difference: number): string {
	const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
	const value = difference < 0 ? difference + (1 << size) - 1 : difference;
	return size.toString(2).padStart(5, '0') + (size === 0 ? '' : value.toString(2).padStart(size, '0'));
}

function pack(bits: string): Uint8Array {
	const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
	const bytes = (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
	return Uint8Array.from(bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])));
}

type Options = { rows?: number; columns?: number; precision?: number; sof?: number };

function header({ rows = 8, columns = 16, precision = 8, sof = 0xc0 }: Options = {}): Uint8Array {
	const frame = marker(sof, precision, ...word(rows), ...word(columns), 1, 1, 0x11, 0);
	return concatBytes([Uint8Array.of(0xff, 0xd8), unitQuantization, frame, dcTable, acTable]);
}

const sos = (start: number, end: number, approximation: number): Uint8Array =>
	marker(0xda, 1, 1, 0x00, start, end, approximation);
const eoi = Uint8Array.of(0xff, 0xd9);

/** Two flat blocks side by side. */
function flatJpeg(left: number, right: number, precision: number): Uint8Array {
	const middle = 1 << (precision - 1);
	const bits = `${dcBits((left - middle) * 8)}0${dcBits((right - left) * 8)}0`;
	return concatBytes([
		header({ precision, sof: precision === 8 ? 0xc0 : 0xc1 }),
		sos(0, 63, 0),
		pack(bits),
		eoi
	]);
}

function corners(bytes: Uint8Array): number[] | string {
	const decoded = decodeJpeg(bytes, { rows: 8, columns: 16 });
	if (!decoded.ok) return decoded.error;
	const { samples } = decoded.value;
	return [samples[0] ?? -1, samples[7] ?? -1, samples[8] ?? -1, samples[127] ?? -1];
}

describe('decodeJpeg', () => {
	it.each([
		['baseline of 8 bits', flatJpeg(10, 250, 8), [10, 10, 250, 250]],
		['extended of 12 bits', flatJpeg(3, 4095, 12), [3, 3, 4095, 4095]]
	])('decodes flat blocks, %s', (_, bytes, expected) => {
		expect(corners(bytes)).toEqual(expected);
	});

	it('decodes a progression of first and refined DC bits', () => {
		// 10 and 250 are -944 and 976 before the level shift; the last bit comes in a scan of its own.
		const first = `${dcBits(-944 >> 1)}${dcBits((976 >> 1) - (-944 >> 1))}`;
		const scans = [sos(0, 0, 0x01), pack(first), sos(0, 0, 0x10), pack('00')];
		expect(corners(concatBytes([header({ sof: 0xc2 }), ...scans, eoi]))).toEqual([10, 10, 250, 250]);
	});

	it('starts anew after a restart marker', () => {
		const interval = marker(0xdd, 0, 1);
		const blocks = [pack(`${dcBits(-944)}0`), Uint8Array.of(0xff, 0xd0), pack(`${dcBits(976)}0`)];
		expect(corners(concatBytes([header(), interval, sos(0, 63, 0), ...blocks, eoi]))).toEqual([
			10, 10, 250, 250
		]);
	});

	it('turns a coefficient into its cosine', () => {
		// One AC coefficient: size 6 at position 1, value 40, then the end of block.
		const table = marker(0xc4, 0x10, 0, 2, ...Array<number>(14).fill(0), 0x00, 0x06);
		const bits = `${dcBits(0)}01${(40).toString(2)}00${dcBits(0)}00`;
		const bytes = concatBytes([header(), table, sos(0, 63, 0), pack(bits), eoi]);
		const wanted = Math.round(128 + 40 * Math.cos(Math.PI / 16) * 0.5 * Math.SQRT1_2 * 0.5);
		expect(corners(bytes)).toEqual([wanted, 256 - wanted, 128, 128]);
	});

	it.each<[string, Uint8Array, string]>([
		[
			'another size than expected',
			concatBytes([header({ rows: 65535, columns: 65535 }), eoi]),
			'jpeg-size-differs'
		],
		['no frame', concatBytes([Uint8Array.of(0xff, 0xd8), eoi]), 'jpeg-malformed'],
		[
			'an arithmetic coder',
			concatBytes([Uint8Array.of(0xff, 0xd8), marker(0xc9, 8), eoi]),
			'jpeg-process-unsupported'
		],
		['sixteen bits', concatBytes([header({ precision: 16 }), eoi]), 'jpeg-malformed'],
		[
			'a scan bomb',
			concatBytes([header({ sof: 0xc2 }), ...Array.from({ length: 500 }, () => sos(0, 0, 0)), eoi]),
			'jpeg-too-many-scans'
		]
	])('refuses %s', (_, bytes, error) => {
		expect(corners(bytes)).toBe(error);
	});

	it('knows whether its data end before its image does, with and without the marker of the end', () => {
		const size = { rows: 64, columns: 64 };
		const bits = Array.from({ length: 64 }, (_, at) => `${dcBits(((at * 37) % 200) - 100)}0`).join('');
		const scan = pack(bits);
		const until = (length: number, ...end: Uint8Array[]) => {
			const bytes = concatBytes([header(size), sos(0, 63, 0), scan.subarray(0, length), ...end]);
			const decoded = decodeJpeg(bytes, size);
			return decoded.ok && decoded.value.isWhole;
		};
		expect([until(scan.length, eoi), until(scan.length)]).toEqual([true, true]);
		for (const length of [0, scan.length >> 1, scan.length - 8])
			expect([until(length, eoi), until(length)], String(length)).toEqual([false, false]);
	});

	it('never throws on changed bytes', () => {
		const whole = flatJpeg(10, 250, 8);
		const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
		fc.assert(
			fc.property(fc.array(change, { maxLength: 6 }), fc.nat(whole.length), (changes, length) => {
				const bytes = whole.slice(0, length);
				for (const [at, value] of changes) if (at < length) bytes[at] = value;
				const decoded = decodeJpeg(bytes, { rows: 8, columns: 16 });
				expect(decoded.ok ? decoded.value.samples.length >= 128 : decoded.error).toBeTruthy();
			}),
			{ numRuns: 1000 }
		);
	});
});
