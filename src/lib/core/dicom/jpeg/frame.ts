import { err, ok, type Result } from '#lib/core/result.ts';
import { BitReader, makeHuffmanTable, type HuffmanTable } from './huffman.ts';
import { decodeScan, type Component } from './scan.ts';
import { transformComponent } from './transform.ts';

/** Samples of a decoded JPEG, interleaved by pixel, in the coded colour space. */
export type JpegSamples = {
	readonly rows: number;
	readonly columns: number;
	readonly components: number;
	readonly bitsPerSample: number;
	readonly samples: Uint16Array;
	/** False where a scan ended early: what lacks is grey. */
	readonly isWhole: boolean;
};

export type JpegError =
	'jpeg-malformed' | 'jpeg-process-unsupported' | 'jpeg-size-differs' | 'jpeg-too-many-scans';

// A full 12-bit progression of three components needs fewer than 80; a scan bomb needs thousands.
const maxScans = 200;

type Frame = {
	readonly rows: number;
	readonly columns: number;
	readonly precision: number;
	readonly isProgressive: boolean;
	readonly components: readonly Component[];
	readonly mcusWide: number;
	readonly mcusHigh: number;
	readonly largestHorizontal: number;
	readonly largestVertical: number;
};

type State = {
	readonly bytes: Uint8Array;
	readonly quantization: Uint16Array[];
	readonly dc: HuffmanTable[];
	readonly ac: HuffmanTable[];
	frame: Frame | undefined;
	restartInterval: number;
	scans: number;
	isWhole: boolean;
};

/** Decodes a DCT-coded JPEG (T.81) of exactly the size the caller expects, so that no header makes it allocate more. */
export function decodeJpeg(
	bytes: Uint8Array,
	expected: { readonly rows: number; readonly columns: number }
): Result<JpegSamples, JpegError> {
	const state: State = {
		bytes,
		quantization: [],
		dc: [],
		ac: [],
		frame: undefined,
		restartInterval: 0,
		scans: 0,
		isWhole: true
	};
	if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return err('jpeg-malformed');
	let at = 2;
	while (at + 4 <= bytes.length) {
		const marker = bytes[at + 1] ?? 0;
		if (bytes[at] !== 0xff || marker === 0xff || marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) {
			at += 1;
			continue;
		}
		if (marker === 0xd9) break;
		const end = at + 2 + word(bytes, at + 2);
		const segment = bytes.subarray(at + 4, Math.min(end, bytes.length));
		if (end < at + 4) return err('jpeg-malformed');
		if (marker === 0xda) {
			if (++state.scans > maxScans) return err('jpeg-too-many-scans');
			at = readScan(state, segment, end);
			continue;
		}
		const problem = readSegment(state, marker, segment, expected);
		if (problem) return err(problem);
		at = end;
	}
	if (!state.frame || state.scans === 0) return err('jpeg-malformed');
	return ok({ ...assemble(state.frame, state.quantization), isWhole: state.isWhole });
}

function readSegment(
	state: State,
	marker: number,
	segment: Uint8Array,
	expected: { readonly rows: number; readonly columns: number }
): JpegError | undefined {
	if (marker === 0xdb) readQuantization(state, segment);
	else if (marker === 0xc4) readHuffman(state, segment);
	else if (marker === 0xdd) state.restartInterval = word(segment, 0);
	else if (marker <= 0xc2 && marker >= 0xc0) {
		const frame = state.frame ? undefined : readFrame(segment, marker === 0xc2);
		if (!frame) return 'jpeg-malformed';
		if (frame.rows !== expected.rows || frame.columns !== expected.columns) return 'jpeg-size-differs';
		state.frame = allocate(frame);
	} else if (marker >= 0xc3 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc)
		return 'jpeg-process-unsupported';
	return undefined;
}

function readQuantization(state: State, segment: Uint8Array): void {
	let at = 0;
	while (at < segment.length) {
		const head = segment[at++] ?? 0;
		const isWide = head >> 4 > 0;
		const table = Uint16Array.from({ length: 64 }, (_, k) =>
			isWide ? word(segment, at + 2 * k) : (segment[at + k] ?? 0)
		);
		state.quantization[head & 3] = table;
		at += isWide ? 128 : 64;
	}
}

function readHuffman(state: State, segment: Uint8Array): void {
	let at = 0;
	while (at + 17 <= segment.length) {
		const head = segment[at] ?? 0;
		const counts = segment.subarray(at + 1, at + 17);
		const total = counts.reduce((sum, count) => sum + count, 0);
		const table = makeHuffmanTable(counts, segment.slice(at + 17, at + 17 + total));
		(head >> 4 === 0 ? state.dc : state.ac)[head & 3] = table;
		at += 17 + total;
	}
}

type FrameHeader = Omit<Frame, 'components'> & { readonly parts: readonly Uint8Array[] };

function readFrame(segment: Uint8Array, isProgressive: boolean): FrameHeader | undefined {
	const precision = segment[0] ?? 0;
	const count = segment[5] ?? 0;
	if ((precision !== 8 && precision !== 12) || count < 1 || count > 4 || segment.length < 6 + count * 3)
		return undefined;
	const parts = Array.from({ length: count }, (_, index) => segment.subarray(6 + index * 3, 9 + index * 3));
	const factors = parts.map((part) => part[1] ?? 0);
	if (
		factors.some((factor) => factor >> 4 < 1 || factor >> 4 > 4 || (factor & 15) < 1 || (factor & 15) > 4)
	) {
		return undefined;
	}
	const largestHorizontal = Math.max(...factors.map((factor) => factor >> 4));
	const largestVertical = Math.max(...factors.map((factor) => factor & 15));
	const rows = word(segment, 1);
	const columns = word(segment, 3);
	const mcusWide = Math.ceil(columns / (8 * largestHorizontal));
	const mcusHigh = Math.ceil(rows / (8 * largestVertical));
	return {
		rows,
		columns,
		precision,
		isProgressive,
		parts,
		mcusWide,
		mcusHigh,
		largestHorizontal,
		largestVertical
	};
}

function allocate({ parts, ...frame }: FrameHeader): Frame {
	const components = parts.map((part): Component => {
		const [id = 0, factors = 0x11, quantization = 0] = part;
		const [horizontal, vertical] = [factors >> 4, factors & 15];
		const stride = frame.mcusWide * horizontal;
		return {
			id,
			horizontal,
			vertical,
			quantization: quantization & 3,
			blocksWide: Math.ceil((frame.columns * horizontal) / frame.largestHorizontal / 8),
			blocksHigh: Math.ceil((frame.rows * vertical) / frame.largestVertical / 8),
			stride,
			coefficients: new Int16Array(stride * frame.mcusHigh * vertical * 64)
		};
	});
	return { ...frame, components };
}

/** Reads a scan header and its data; returns where the data end. */
function readScan(state: State, segment: Uint8Array, dataAt: number): number {
	const { frame } = state;
	if (!frame) return dataAt;
	const count = segment[0] ?? 0;
	const components = Array.from({ length: Math.min(count, 4) }, (_, index) => {
		const component = frame.components.find(({ id }) => id === segment[1 + index * 2]);
		const tables = segment[2 + index * 2] ?? 0;
		return component && { component, dc: state.dc[(tables >> 4) & 3], ac: state.ac[tables & 3] };
	}).filter((component) => component !== undefined);
	const approximation = segment[3 + count * 2] ?? 0;
	const reader = new BitReader(state.bytes, dataAt);
	const isWhole = decodeScan(reader, {
		components,
		isProgressive: frame.isProgressive,
		spectralStart: segment[1 + count * 2] ?? 0,
		spectralEnd: Math.min(63, segment[2 + count * 2] ?? 63),
		highBit: approximation >> 4,
		lowBit: Math.min(13, approximation & 15),
		restartInterval: state.restartInterval,
		mcusWide: frame.mcusWide,
		mcusHigh: frame.mcusHigh
	});
	state.isWhole &&= isWhole;
	return reader.at;
}

function assemble(frame: Frame, quantization: readonly Uint16Array[]): Omit<JpegSamples, 'isWhole'> {
	const { rows, columns, precision, components } = frame;
	const samples = new Uint16Array(rows * columns * components.length);
	components.forEach((component, index) => {
		const table = quantization[component.quantization] ?? new Uint16Array(64).fill(1);
		const plane = transformComponent(component, table, precision);
		const across = component.horizontal / frame.largestHorizontal;
		const down = component.vertical / frame.largestVertical;
		const source = Uint32Array.from({ length: columns }, (_, column) => Math.floor(column * across));
		let at = index;
		for (let row = 0; row < rows; row++) {
			const line = Math.floor(row * down) * plane.width;
			for (let column = 0; column < columns; column++, at += components.length) {
				samples[at] = plane.samples[line + (source[column] ?? 0)] ?? 0;
			}
		}
	});
	return { rows, columns, components: components.length, bitsPerSample: precision, samples };
}

function word(bytes: Uint8Array, at: number): number {
	return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
