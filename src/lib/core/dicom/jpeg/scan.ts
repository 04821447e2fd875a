import type { BitReader, HuffmanTable } from './huffman.ts';

/** One component's coefficients: blocks of 64 in zigzag order, rows padded to whole MCUs. */
export type Component = {
	readonly id: number;
	readonly horizontal: number;
	readonly vertical: number;
	readonly quantization: number;
	/** Blocks that carry pixels, and blocks as stored. */
	readonly blocksWide: number;
	readonly blocksHigh: number;
	readonly stride: number;
	readonly coefficients: Int16Array;
};

export type ScanComponent = {
	readonly component: Component;
	readonly dc: HuffmanTable | undefined;
	readonly ac: HuffmanTable | undefined;
};

/** The parameters of a scan header (T.81 B.2.3). */
export type Scan = {
	readonly components: readonly ScanComponent[];
	readonly isProgressive: boolean;
	readonly spectralStart: number;
	readonly spectralEnd: number;
	readonly highBit: number;
	readonly lowBit: number;
	readonly restartInterval: number;
	readonly mcusWide: number;
	readonly mcusHigh: number;
};

type Progress = { readonly predictors: Int32Array; endOfBandRun: number };
type BlockDecoder = (reader: BitReader, target: ScanComponent, at: number, index: number) => void;

/** Fill bits that may be asked for at the very end of good data, in bytes. */
const fillBytes = 3;

/**
 * Decodes one scan into the coefficients; false where its data end early. A missing table or early end stops it; what is
 * missing stays zero.
 */
export function decodeScan(reader: BitReader, scan: Scan): boolean {
	const progress: Progress = { predictors: new Int32Array(4), endOfBandRun: 0 };
	const decodeBlock = chooseDecoder(scan, progress);
	const [only] = scan.components;
	const isInterleaved = scan.components.length > 1;
	const total =
		!isInterleaved && only
			? only.component.blocksWide * only.component.blocksHigh
			: scan.mcusWide * scan.mcusHigh;
	for (let unit = 0; unit < total; unit++) {
		if (scan.restartInterval > 0 && unit > 0 && unit % scan.restartInterval === 0) {
			if (!reader.restart()) return false;
			progress.predictors.fill(0);
			progress.endOfBandRun = 0;
		}
		if (reader.overrun > 16) return false;
		if (isInterleaved) decodeMcu(reader, scan, unit, decodeBlock);
		else if (only) {
			const { blocksWide, stride } = only.component;
			const at = Math.floor(unit / blocksWide) * stride + (unit % blocksWide);
			decodeBlock(reader, only, at * 64, 0);
		}
	}
	return reader.overrun <= fillBytes;
}

function decodeMcu(reader: BitReader, scan: Scan, unit: number, decodeBlock: BlockDecoder): void {
	const row = Math.floor(unit / scan.mcusWide);
	const column = unit % scan.mcusWide;
	scan.components.forEach((target, index) => {
		const { horizontal, vertical, stride } = target.component;
		for (let v = 0; v < vertical; v++) {
			for (let h = 0; h < horizontal; h++) {
				const at = (row * vertical + v) * stride + column * horizontal + h;
				decodeBlock(reader, target, at * 64, index);
			}
		}
	});
}

function chooseDecoder(scan: Scan, progress: Progress): BlockDecoder {
	if (!scan.isProgressive) return (...args) => decodeSequential(progress, ...args);
	const { spectralStart, highBit } = scan;
	if (spectralStart === 0 && highBit === 0) return (...args) => decodeDcFirst(scan, progress, ...args);
	if (spectralStart === 0) return (reader, { component }, at) => refineDc(scan, reader, component, at);
	if (highBit === 0) return (reader, target, at) => decodeAcFirst(scan, progress, reader, target, at);
	return (reader, target, at) => refineAc(scan, progress, reader, target, at);
}

/** T.81 F.2.2. */
function decodeSequential(
	progress: Progress,
	reader: BitReader,
	target: ScanComponent,
	at: number,
	index: number
): void {
	const { dc, ac, component } = target;
	if (!dc || !ac) return;
	const { coefficients } = component;
	const predictor = (progress.predictors[index] ?? 0) + reader.signed(reader.symbol(dc) & 15);
	progress.predictors[index] = predictor;
	coefficients[at] = predictor;
	for (let k = 1; k < 64; k++) {
		const symbol = reader.symbol(ac);
		const size = symbol & 15;
		const run = symbol >> 4;
		if (size === 0) {
			if (run < 15) return;
			k += 15;
			continue;
		}
		k += run;
		const value = reader.signed(size);
		if (k < 64) coefficients[at + k] = value;
	}
}

/** T.81 G.1.2.1. */
function decodeDcFirst(
	scan: Scan,
	progress: Progress,
	reader: BitReader,
	target: ScanComponent,
	at: number,
	index: number
): void {
	if (!target.dc) return;
	const predictor = (progress.predictors[index] ?? 0) + reader.signed(reader.symbol(target.dc) & 15);
	progress.predictors[index] = predictor;
	target.component.coefficients[at] = predictor << scan.lowBit;
}

function refineDc(scan: Scan, reader: BitReader, component: Component, at: number): void {
	component.coefficients[at] = (component.coefficients[at] ?? 0) | (reader.bit() << scan.lowBit);
}

/** T.81 G.1.2.2. */
function decodeAcFirst(
	scan: Scan,
	progress: Progress,
	reader: BitReader,
	target: ScanComponent,
	at: number
): void {
	if (progress.endOfBandRun > 0) {
		progress.endOfBandRun -= 1;
		return;
	}
	if (!target.ac) return;
	for (let k = scan.spectralStart; k <= scan.spectralEnd; k++) {
		const symbol = reader.symbol(target.ac);
		const size = symbol & 15;
		const run = symbol >> 4;
		if (size === 0 && run < 15) {
			progress.endOfBandRun = (1 << run) - 1 + reader.bits(run);
			return;
		}
		k += run;
		const value = reader.signed(size) * (1 << scan.lowBit);
		if (size > 0 && k <= scan.spectralEnd) target.component.coefficients[at + k] = value;
	}
}

/** T.81 G.1.2.3: correction bits for what is not zero, new coefficients in between. */
function refineAc(
	scan: Scan,
	progress: Progress,
	reader: BitReader,
	target: ScanComponent,
	at: number
): void {
	const { coefficients } = target.component;
	const bit = 1 << scan.lowBit;
	let k = scan.spectralStart;
	const correct = (index: number): void => {
		const value = coefficients[index] ?? 0;
		if (reader.bit() === 1 && (value & bit) === 0) coefficients[index] = value + (value > 0 ? bit : -bit);
	};
	while (progress.endOfBandRun === 0 && k <= scan.spectralEnd) {
		if (!target.ac || reader.overrun > 16) return;
		const symbol = reader.symbol(target.ac);
		let run = symbol >> 4;
		const size = symbol & 15;
		if (size === 0 && run < 15) {
			progress.endOfBandRun = (1 << run) + reader.bits(run);
			break;
		}
		const value = size === 0 ? 0 : reader.bit() === 1 ? bit : -bit;
		for (; k <= scan.spectralEnd; k++) {
			if (coefficients[at + k] !== 0) correct(at + k);
			else if (run-- === 0) {
				if (value !== 0) coefficients[at + k] = value;
				k += 1;
				break;
			}
		}
	}
	if (progress.endOfBandRun === 0) return;
	for (; k <= scan.spectralEnd; k++) if (coefficients[at + k] !== 0) correct(at + k);
	progress.endOfBandRun -= 1;
}
