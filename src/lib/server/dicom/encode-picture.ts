import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import type { Picture } from '#lib/core/dicom/scale-picture.ts';

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

/** A baseline JPEG; `quality` from 1 to 100. */
export async function encodeJpeg(
	{ width, height, samples, bytes }: Picture,
	quality: number
): Promise<Uint8Array> {
	const { JPEGEncoder } = await loadEncoder();
	const encoder = new JPEGEncoder();
	try {
		const info = { width, height, bitsPerSample: 8, componentCount: samples, isSigned: false };
		encoder.getDecodedBuffer(info).set(bytes);
		encoder.setQuality(quality);
		encoder.encode();
		// A copy as plain bytes: the module gives a clamped view of its memory.
		return Uint8Array.from(encoder.getEncodedBuffer());
	} finally {
		encoder.delete();
	}
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
