import { createRequire } from 'node:module';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { describeInstance } from '#lib/core/dicom/describe.ts';
import { frameTotal, indexFrames } from '#lib/core/dicom/frames.ts';
import {
	anEncapsulatedFile,
	aCtFile,
	aDataset,
	aPart10,
	bigExplicit,
	ctImage,
	read,
	type Attributes
} from '#lib/core/dicom/test-objects.ts';
import { decodeFrame } from './decode-frame.ts';
import { inflateRaw } from './inflate.ts';
import { frameForViewer, readFrame, readPaddedFrame } from './read-frame.ts';

const require = createRequire(import.meta.url);
const size = 64;
const shape: Attributes = { Rows: size, Columns: size, BitsStored: 12, HighBit: 11 };
const ramp = Uint16Array.from({ length: size * size }, (_, at) => (at * 37) % 4096);
const rampBytes = new Uint8Array(ramp.buffer);

type Encoder = {
	getDecodedBuffer(info: object): Uint8Array;
	getEncodedBuffer(): Uint8Array;
	encode(): void;
	setNearLossless?(value: number): void;
	setQuality?(reversible: boolean, step: number): void;
};
type EncoderModule = Readonly<Record<string, new () => Encoder>>;

/** A codestream of the ramp, made by the encoder that comes with the decoder's package. */
async function encode(packageName: string, encoderName: string): Promise<Uint8Array> {
	const silent = (): void => undefined;
	// The packages carry no types.
	const factory = require(packageName) as (options: object) => Promise<EncoderModule>;
	const encoderModule = await factory({ print: silent, printErr: silent });
	const Encoder = encoderModule[encoderName];
	if (!Encoder) throw new Error(`no ${encoderName}`);
	const encoder = new Encoder();
	const info = {
		width: size,
		height: size,
		bitsPerSample: 12,
		componentCount: 1,
		isSigned: false,
		isUsingColorTransform: false
	};
	encoder.getDecodedBuffer(info).set(rampBytes);
	encoder.setNearLossless?.(0);
	encoder.setQuality?.(true, 0);
	encoder.encode();
	return encoder.getEncodedBuffer().slice();
}

async function decodeAll(bytes: Uint8Array): Promise<unknown> {
	const file = await read(bytes, { inflate: inflateRaw });
	const description = describeInstance(file);
	if (!description.ok || !description.value.pixels) return 'not described';
	const { pixels } = description.value;
	const index = await indexFrames(file, pixels);
	if (!index.ok) return index.error;
	const frames: unknown[] = [];
	for (let number = 1; number <= frameTotal(index.value); number++) {
		const frame = await readFrame(file, index.value, number);
		if (!frame.ok) return frame.error;
		const samples = await decodeFrame(file, pixels, frame.value);
		frames.push(samples.ok ? [...samples.value] : samples.error);
	}
	return frames;
}

describe('decodeFrame', () => {
	it.each([
		['JPEG-LS', '1.2.840.10008.1.2.4.80', '@cornerstonejs/codec-charls', 'JpegLSEncoder'],
		['JPEG 2000', '1.2.840.10008.1.2.4.90', '@cornerstonejs/codec-openjpeg', 'J2KEncoder'],
		['high-throughput JPEG 2000', '1.2.840.10008.1.2.4.201', '@cornerstonejs/codec-openjph', 'HTJ2KEncoder']
	])('gives back what %s coded without loss', async (_, syntax, packageName, encoderName) => {
		const frame = await encode(packageName, encoderName);
		expect(await decodeAll(anEncapsulatedFile(syntax, [frame], shape))).toEqual([[...ramp]]);
	});

	it('refuses a codestream of another size, a broken one, and one it has no decoder for', async () => {
		const frame = await encode('@cornerstonejs/codec-openjpeg', 'J2KEncoder');
		const syntax = '1.2.840.10008.1.2.4.90';
		expect(await decodeAll(anEncapsulatedFile(syntax, [frame], { ...shape, Rows: 65 }))).toEqual([
			'size-differs-from-codestream'
		]);
		expect(await decodeAll(anEncapsulatedFile(syntax, [frame.subarray(0, 60)], shape))).toEqual([
			'codestream-malformed'
		]);
		expect(await decodeAll(anEncapsulatedFile(syntax, [frame], shape))).toEqual([[...ramp]]);
		expect(await decodeAll(anEncapsulatedFile('1.2.840.10008.1.2.4.110', [frame], shape))).toEqual([
			'no-decoder'
		]);
	});

	it.each<[string, Uint8Array, number[][]]>([
		[
			'signed 16-bit',
			aCtFile({ PixelRepresentation: 1, PixelData: Uint8Array.of(0xff, 0xff, 1, 0, 0, 0x80, 0, 0) }),
			[[-1, 1, -32768, 0]]
		],
		[
			'big endian',
			aPart10(
				'1.2.840.10008.1.2.2',
				aDataset({ ...ctImage, PixelData: Uint8Array.of(1, 2, 0, 3, 0, 4, 0, 5) }, bigExplicit)
			),
			[[258, 3, 4, 5]]
		],
		[
			'bit-packed, two frames of nine pixels',
			aCtFile({
				Rows: 3,
				Columns: 3,
				NumberOfFrames: 2,
				BitsAllocated: 1,
				BitsStored: 1,
				PixelData: Uint8Array.of(0xff, 0x03, 0x02, 0)
			}),
			[
				[1, 1, 1, 1, 1, 1, 1, 1, 1],
				[1, 0, 0, 0, 0, 0, 0, 0, 1]
			]
		]
	])('reads %s pixels', async (_, bytes, expected) => {
		const frames = await decodeAll(bytes);
		const whole = Array.isArray(frames)
			? frames.map((frame) => (Array.isArray(frame) ? frame.slice(0, 9) : frame))
			: frames;
		expect(whole).toEqual(expected);
	});

	it('inflates a deflated data set', async () => {
		const inflated = aDataset({ ...ctImage, PixelData: Uint8Array.of(9, 0, 8, 0, 7, 0, 6, 0) });
		expect(await decodeAll(aPart10('1.2.840.10008.1.2.1.99', deflateRawSync(inflated)))).toEqual([
			[9, 8, 7, 6]
		]);
	});
});

describe('readFrame', () => {
	it('reports pixels that are not there, and pads them only when asked', async () => {
		const file = await read(aCtFile({ PixelData: Uint8Array.of(1, 0, 2, 0, 3, 0) }));
		const description = describeInstance(file);
		const pixels = description.ok ? description.value.pixels : undefined;
		const index = pixels && (await indexFrames(file, pixels));
		if (!index?.ok) throw new Error('no index');
		expect(await readFrame(file, index.value, 1)).toEqual({ ok: false, error: 'pixel-data-truncated' });
		const padded = await readPaddedFrame(file, index.value, 1);
		expect(padded.ok && [...padded.value]).toEqual([1, 0, 2, 0, 3, 0, 0, 0]);
	});
});

describe('frameForViewer', () => {
	async function serve(bytes: Uint8Array) {
		const file = await read(bytes);
		const description = describeInstance(file);
		const pixels = description.ok ? description.value.pixels : undefined;
		const index = pixels && (await indexFrames(file, pixels));
		if (!pixels || !index?.ok) throw new Error('no index');
		const frame = await frameForViewer(file, { index: index.value, shape: pixels, number: 1 });
		if (!frame.ok) throw new Error(frame.error);
		return frame.value;
	}

	it('gives native pixels as explicit little endian', async () => {
		const dataset = aDataset({ ...ctImage, PixelData: Uint8Array.of(0, 1, 0, 2, 0, 3, 0, 4) }, bigExplicit);
		const frame = await serve(aPart10('1.2.840.10008.1.2.2', dataset));
		expect(frame).toEqual({
			transferSyntaxUID: '1.2.840.10008.1.2.1',
			bytes: Uint8Array.of(1, 0, 2, 0, 3, 0, 4, 0)
		});
	});

	it('gives compressed pixels as stored but for their comments', async () => {
		const jpeg = Buffer.from('\xff\xd8\xff\xfe\0\x06NAME\xff\xd9', 'latin1');
		const frame = await serve(anEncapsulatedFile('1.2.840.10008.1.2.4.50', [jpeg]));
		expect(frame.transferSyntaxUID).toBe('1.2.840.10008.1.2.4.50');
		expect(Buffer.from(frame.bytes).toString('latin1')).toBe('\xff\xd8\xff\xfe\0\x06\0\0\0\0\xff\xd9');
	});
});

describe('inflateRaw', () => {
	it('stops a bomb at the limit', async () => {
		const bomb = deflateRawSync(new Uint8Array(64 * 1024 * 1024));
		expect(await inflateRaw(bomb, 1_000_000)).toEqual({ ok: false, error: 'inflated-data-too-large' });
	});

	it('refuses what is not deflated', async () => {
		expect(await inflateRaw(Buffer.from('not deflated at all'), 1000)).toEqual({
			ok: false,
			error: 'deflated-data-unreadable'
		});
	});

	it('gives all bytes in their order, however many they are', async () => {
		const bytes = Uint8Array.from({ length: 1_000_003 }, (_, at) => (at * 7) >> (at % 13));
		const inflated = await inflateRaw(deflateRawSync(bytes), 2_000_000);
		expect(inflated.ok && Buffer.compare(inflated.value, bytes)).toBe(0);
		expect(await inflateRaw(deflateRawSync(bytes), bytes.length)).toMatchObject({ ok: true });
		expect((await inflateRaw(deflateRawSync(bytes), bytes.length - 1)).ok).toBe(false);
	});

	it('inflates one after the other what may become large, and goes on after one that failed', async () => {
		const large = 100_000_000;
		const order: string[] = [];
		const inflate = async (name: string, bytes: Uint8Array, maxBytes: number) => {
			const { ok } = await inflateRaw(bytes, maxBytes);
			order.push(`${name} ${ok}`);
		};
		const small = deflateRawSync(new Uint8Array(10));
		await Promise.all([
			inflate('broken', Buffer.from('not deflated at all'), large),
			inflate('first', deflateRawSync(new Uint8Array(20_000_000)), large),
			inflate('second', small, large),
			inflate('frame', small, 1000)
		]);
		expect(order.filter((name) => name !== 'frame true')).toEqual([
			'broken false',
			'first true',
			'second true'
		]);
		expect(order.indexOf('frame true')).toBeLessThan(order.indexOf('first true'));
	});
});
