import { createRequire } from 'node:module';

/** What an encoder has to know of one grey frame. */
export type EncoderInput = {
	readonly columns: number;
	readonly rows: number;
	/** Precision that the codestream declares: bytes up to 8, little endian words beyond. */
	readonly bitsPerSample: number;
	readonly isSigned: boolean;
};

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

/**
 * A lossless encoder of single grey frames by CharLS, OpenJPEG or OpenJPH. What it gives throws where the encoder gives up; its module is
 * thrown away then, since its memory may be in disorder: load it again.
 */
export async function loadWasmEncoder(
	codec: keyof typeof packages
): Promise<(samples: Uint8Array, input: EncoderInput) => Uint8Array> {
	const [name, className] = packages[codec];
	const module = await loadModule(name);
	const Encoder = module[className];
	if (!Encoder) throw new Error(`${name} has no ${className}`);
	return (samples, { columns, rows, bitsPerSample, isSigned }) => {
		try {
			const encoder = new Encoder();
			const input = encoder.getDecodedBuffer({
				width: columns,
				height: rows,
				bitsPerSample,
				componentCount: 1,
				isSigned,
				isUsingColorTransform: false
			});
			input.set(samples);
			encoder.setNearLossless?.(0);
			encoder.setQuality?.(true, 0);
			encoder.encode();
			// The encoder's memory is seen as another kind of array.
			const bytes = new Uint8Array(encoder.getEncodedBuffer());
			encoder.delete();
			return bytes;
		} catch (error) {
			loaded.delete(name);
			throw new Error(`${className} gave up`, { cause: error });
		}
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
