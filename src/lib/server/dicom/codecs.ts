import { createRequire } from 'node:module';
import { Decoder as LosslessJpegDecoder } from '@cornerstonejs/jpeg-lossless-decoder-js';

/** What a WebAssembly decoder made of one codestream: interleaved samples of 8 or 16 bits. */
export type CodecOutput = {
	readonly rows: number;
	readonly columns: number;
	readonly components: number;
	readonly bitsPerSample: number;
	readonly isSigned: boolean;
	readonly bytes: Uint8Array;
};

type FrameInfo = {
	readonly width: number;
	readonly height: number;
	readonly bitsPerSample: number;
	readonly componentCount: number;
	readonly isSigned?: boolean;
};
type WasmDecoder = {
	getEncodedBuffer(length: number): Uint8Array;
	getDecodedBuffer(): Uint8Array;
	getFrameInfo(): FrameInfo;
	decode(): void;
	delete(): void;
};
type WasmModule = Readonly<Record<string, new () => WasmDecoder>>;

// The decoders narrate every tile on standard output.
type WasmOptions = { readonly print: () => void; readonly printErr: () => void };
const silent = (): void => undefined;

const require = createRequire(import.meta.url);
const modules = new Map<string, Promise<WasmModule>>();

const packages = {
	'jpeg-ls': ['@cornerstonejs/codec-charls/decodewasmjs', 'JpegLSDecoder'],
	'jpeg-2000': ['@cornerstonejs/codec-openjpeg/decodewasmjs', 'J2KDecoder'],
	htj2k: ['@cornerstonejs/codec-openjph/wasmjs', 'HTJ2KDecoder']
} as const;

function loadModule(name: string): Promise<WasmModule> {
	const loaded = modules.get(name);
	if (loaded) return loaded;
	// The packages carry no types: their factory resolves to the module described above.
	const factory = require(name) as (options: WasmOptions) => Promise<WasmModule>;
	const module = Promise.resolve(factory({ print: silent, printErr: silent }));
	modules.set(name, module);
	return module;
}

/**
 * Decodes with CharLS, OpenJPEG or OpenJPH. The caller has compared the codestream's size with what it expects.
 * @returns undefined where the decoder gives up; its module is thrown away then, since its memory may be in disorder
 */
export async function decodeWithWasm(
	codec: keyof typeof packages,
	bytes: Uint8Array
): Promise<CodecOutput | undefined> {
	const [name, decoderName] = packages[codec];
	const module = await loadModule(name);
	const WasmDecoder = module[decoderName];
	if (!WasmDecoder) throw new Error(`${name} has no ${decoderName}`);
	const decoder = new WasmDecoder();
	try {
		decoder.getEncodedBuffer(bytes.length).set(bytes);
		decoder.decode();
		const info = decoder.getFrameInfo();
		const decoded = decoder.getDecodedBuffer().slice();
		decoder.delete();
		return {
			rows: info.height,
			columns: info.width,
			components: info.componentCount,
			bitsPerSample: info.bitsPerSample,
			isSigned: info.isSigned ?? false,
			bytes: decoded
		};
	} catch {
		modules.delete(name);
		return undefined;
	}
}

/** Decodes lossless JPEG (T.81 process 14), samples interleaved; undefined where the decoder gives up. */
export function decodeLosslessJpeg(
	bytes: Uint8Array,
	bytesPerSample: 1 | 2
): Uint8Array | Uint16Array | undefined {
	try {
		const copy = bytes.slice();
		return new LosslessJpegDecoder().decode(copy.buffer, 0, copy.length, bytesPerSample);
	} catch {
		return undefined;
	}
}
