import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import { scalePicture, type Picture } from '#lib/core/dicom/scale-picture.ts';

const compress = promisify(deflate);
const require = createRequire(import.meta.url);

type FrameInfo = {
	readonly width: number;
	readonly height: number;
	readonly bitsPerSample: number;
	readonly componentCount: number;
	readonly isSigned: boolean;
};
type JpegEncoder = {
	getDecodedBuffer(info: FrameInfo): Uint8Array;
	getEncodedBuffer(): Uint8Array;
	setQuality(quality: number): void;
	encode(): void;
	delete(): void;
};
type JpegModule = { readonly JPEGEncoder: new () => JpegEncoder };
type WasmOptions = { readonly print: () => void; readonly printErr: () => void };

let loading: Promise<JpegModule> | null = null;

function loadEncoder(): Promise<JpegModule> {
	const silent = (): void => undefined;
	// The package carries no types: its factory resolves to the module described above.
	const factory = require('@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs') as (
		options: WasmOptions
	) => Promise<JpegModule>;
	loading ??= Promise.resolve(factory({ print: silent, printErr: silent }));
	return loading;
}

/**
 * The encoder writes into as many bytes as the picture has, and beyond them where a JPEG takes more, which breaks its memory. Grey goes in
 * as RGB, three times as much, with colours at half the resolution; quality stops where noise would take more; pictures whose head
 * alone fills them are enlarged.
 */
const MOST_QUALITY = 95;
const HEAD_BYTES = 700;
/** Of black and white, and of coloured, noise at that quality: 0.94 and 2.32 were measured. */
const bytesAPixel = { 1: 1.1, 3: 2.5 } as const;

/** A JPEG has whole blocks of 16 pixels. */
const blocks = (side: number): number => Math.ceil(side / 16) * 16;

function isTooSmall({ width, height, samples }: Picture): boolean {
	return HEAD_BYTES + blocks(width) * blocks(height) * bytesAPixel[samples] > width * height * 3;
}

/** A baseline JPEG in colour; `quality` from 1 to 100. A picture of very few pixels comes out a whole number of times as large. */
export async function encodeJpeg(picture: Picture, quality: number): Promise<Uint8Array> {
	const { JPEGEncoder } = await loadEncoder();
	const { width, height, bytes } = asRgb(enlarged(picture));
	const encoder = new JPEGEncoder();
	try {
		const info = { width, height, bitsPerSample: 8, componentCount: 3, isSigned: false };
		encoder.getDecodedBuffer(info).set(bytes);
		encoder.setQuality(Math.min(MOST_QUALITY, quality));
		encoder.encode();
		// A copy as plain bytes: the module gives a clamped view of its memory.
		return Uint8Array.from(encoder.getEncodedBuffer());
	} catch (error) {
		// Its memory may be in disorder: the next picture gets another one.
		loading = null;
		throw error;
	} finally {
		if (loading) encoder.delete();
	}
}

function enlarged(picture: Picture): Picture {
	const { width, height } = picture;
	let times = 1;
	while (isTooSmall({ ...picture, width: width * times, height: height * times })) times += 1;
	if (times === 1) return picture;
	const box = { width: width * times, height: height * times };
	return scalePicture(picture, { x: 0, y: 0, width, height }, box);
}

function asRgb(picture: Picture): Picture {
	if (picture.samples === 3) return picture;
	const bytes = new Uint8Array(picture.bytes.length * 3);
	for (let from = 0, to = 0; from < picture.bytes.length; from++) {
		const value = picture.bytes[from] ?? 0;
		bytes[to++] = value;
		bytes[to++] = value;
		bytes[to++] = value;
	}
	return { ...picture, samples: 3, bytes };
}

/** A PNG of 8 bits, grey or RGB (ISO/IEC 15948). */
export async function encodePng({ width, height, samples, bytes }: Picture): Promise<Uint8Array> {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.writeUInt8(8, 8);
	header.writeUInt8(samples === 3 ? 2 : 0, 9);
	const length = width * samples;
	const lines = Buffer.alloc((length + 1) * height);
	for (let row = 0; row < height; row++) {
		lines.set(bytes.subarray(row * length, (row + 1) * length), row * (length + 1) + 1);
	}
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	const data = await compress(lines, { level: 3 });
	return Buffer.concat([
		signature,
		chunk('IHDR', header),
		chunk('IDAT', data),
		chunk('IEND', Buffer.alloc(0))
	]);
}

function chunk(type: string, bytes: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), bytes]);
	const around = Buffer.alloc(8);
	around.writeUInt32BE(bytes.length, 0);
	around.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}
