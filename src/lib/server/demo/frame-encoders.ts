import { createRequire } from 'node:module';
import type { FrameEncoder } from '#lib/core/demo/dicom/file.ts';
import { encodeRle } from '#lib/core/demo/dicom/rle-encode.ts';
import type { TransferSyntaxName } from '#lib/core/demo/studies/plan.ts';

type FrameInfo = {
	readonly width: number;
	readonly height: number;
	readonly bitsPerSample: number;
	readonly componentCount: number;
	readonly isSigned: boolean;
	readonly isUsingColorTransform: boolean;
};
type WasmEncoder = {
	getDecodedBuffer(info: FrameInfo): Uint8Array;
	getEncodedBuffer(): Uint8Array;
	encode(): void;
	delete(): void;
	setNearLossless?(error: number): void;
	setQuality?(lossless: boolean, step: number): void;
};
type WasmModule = Readonly<Record<string, new () => WasmEncoder>>;

const packages = {
	'jpeg-ls': ['@cornerstonejs/codec-charls/wasmjs', 'JpegLSEncoder'],
	'jpeg-2000': ['@cornerstonejs/codec-openjpeg/wasmjs', 'J2KEncoder'],
	htj2k: ['@cornerstonejs/codec-openjph/wasmjs', 'HTJ2KEncoder']
} as const;

const require = createRequire(import.meta.url);
const loaded = new Map<string, Promise<WasmModule>>();
// The encoders narrate on standard output.
type WasmOptions = { print: () => void; printErr: () => void };

/** A lossless encoder of single frames for a transfer syntax; uncompressed ones have none and throw when asked. */
export async function loadFrameEncoder(syntax: TransferSyntaxName): Promise<FrameEncoder> {
	if (syntax === 'rle') return encodeRle;
	if (syntax === 'explicit-little' || syntax === 'implicit-little') {
		return () => {
			throw new Error('Uncompressed frames are not encoded.');
		};
	}
	const [name, className] = packages[syntax];
	const module = await loadModule(name);
	const Encoder = module[className];
	if (!Encoder) throw new Error(`${name} has no ${className}`);
	return (samples, image) => {
		const encoder = new Encoder();
		const input = encoder.getDecodedBuffer({
			width: image.columns,
			height: image.rows,
			bitsPerSample: image.bitsStored,
			componentCount: 1,
			isSigned: samples instanceof Int16Array,
			isUsingColorTransform: false
		});
		input.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
		encoder.setNearLossless?.(0);
		encoder.setQuality?.(true, 0);
		encoder.encode();
		const bytes = encoder.getEncodedBuffer().slice();
		encoder.delete();
		return bytes;
	};
}

function loadModule(name: string): Promise<WasmModule> {
	const known = loaded.get(name);
	if (known) return known;
	// The packages carry no types: their factory resolves to the module described above.
	const factory = require(name) as (options: WasmOptions) => Promise<WasmModule>;
	const module = Promise.resolve(factory({ print: () => undefined, printErr: () => undefined }));
	loaded.set(name, module);
	return module;
}
