import { encodeRle } from '#lib/core/demo/dicom/rle-encode.ts';
import type { DemoImage } from '#lib/core/demo/phantom/image.ts';
import { demoTransferSyntaxes } from '#lib/core/demo/dicom/file.ts';
import type { TransferSyntaxName } from '#lib/core/demo/studies/plan.ts';
import { aCtFile, anEncapsulatedFile, type Attributes } from '#lib/core/dicom/test-objects.ts';
import { loadFrameEncoder } from '#lib/server/demo/frame-encoders.ts';

const COLUMNS = 40;
// Below 32 the encoder of JPEG 2000 has no room for its resolutions.
const ROWS = 32;
const PIXELS = COLUMNS * ROWS;

/** A small file, what it must look like is for `expectedFrame` to say. */
export type Synthetic = { readonly name: string; readonly bytes: Uint8Array };

const size: Attributes = { Rows: ROWS, Columns: COLUMNS };
const ramp = (bits: number, from: number) =>
	Array.from({ length: PIXELS }, (_, at) => from + ((at * 7919) % 2 ** bits));
const words = (values: readonly number[]) => new Uint8Array(Uint16Array.from(values).buffer);

/** Grey values of each depth and sign, as they are and rescaled. */
function greys(): Synthetic[] {
	const depths: [bits: number, allocated: number][] = [
		[8, 8],
		[10, 16],
		[12, 16],
		[16, 16]
	];
	return depths.flatMap(([bits, allocated]) =>
		[0, 1].flatMap((sign) =>
			['MONOCHROME1', 'MONOCHROME2'].map((photometric) => {
				const values = ramp(bits, sign ? -(2 ** (bits - 1)) : 0);
				const bytes = aCtFile({
					...size,
					PhotometricInterpretation: photometric,
					BitsAllocated: allocated,
					BitsStored: bits,
					HighBit: bits - 1,
					PixelRepresentation: sign,
					...(bits === 12 ? { RescaleSlope: 2.5, RescaleIntercept: -1024 } : {}),
					PixelData: allocated === 8 ? Uint8Array.from(values) : words(values)
				});
				return { name: `${photometric} ${bits} bits ${sign ? 'signed' : 'unsigned'}`, bytes };
			})
		)
	);
}

const colour: Attributes = { ...size, SamplesPerPixel: 3, BitsAllocated: 8, BitsStored: 8, HighBit: 7 };

function colours(): Synthetic[] {
	const three = Uint8Array.from({ length: PIXELS * 3 }, (_, at) => (at * 101) % 256);
	const two = three.subarray(0, PIXELS * 2);
	const rows: [name: string, photometric: string, planar: number, bytes: Uint8Array][] = [
		['RGB', 'RGB', 0, three],
		['RGB by plane', 'RGB', 1, three],
		['YBR_FULL', 'YBR_FULL', 0, three],
		['YBR_FULL by plane', 'YBR_FULL', 1, three],
		['YBR_FULL_422', 'YBR_FULL_422', 0, two]
	];
	return rows.map(([name, photometric, planar, bytes]) => ({
		name,
		bytes: aCtFile({
			...colour,
			PhotometricInterpretation: photometric,
			PlanarConfiguration: planar,
			PixelData: bytes
		})
	}));
}

function palettes(): Synthetic[] {
	const entry = (factor: number) => Array.from({ length: 256 }, (_, at) => ((at * factor) % 256) * 257);
	return [0, 16].map((first) => {
		const count = 256 - first;
		const descriptor = [count, first, 16];
		const table = (factor: number) => words(entry(factor).slice(0, count));
		return {
			name: `PALETTE COLOR from ${first}`,
			bytes: aCtFile({
				...size,
				PhotometricInterpretation: 'PALETTE COLOR',
				BitsAllocated: 8,
				BitsStored: 8,
				HighBit: 7,
				RedPaletteColorLookupTableDescriptor: descriptor,
				GreenPaletteColorLookupTableDescriptor: descriptor,
				BluePaletteColorLookupTableDescriptor: descriptor,
				RedPaletteColorLookupTableData: table(3),
				GreenPaletteColorLookupTableData: table(5),
				BluePaletteColorLookupTableData: table(7),
				PixelData: Uint8Array.from(ramp(8, 0))
			})
		};
	});
}

/** A palette written as runs, lines and a copy. */
function segmented(): Synthetic[] {
	const descriptor = [256, 0, 16];
	const table = (end: number) => words([0, 1, 0, 1, 127, end, 0, 1, 500, 1, 63, 65_535, 2, 1, 12, 0]);
	return [
		{
			name: 'PALETTE COLOR in segments',
			bytes: aCtFile({
				...size,
				PhotometricInterpretation: 'PALETTE COLOR',
				BitsAllocated: 8,
				BitsStored: 8,
				HighBit: 7,
				RedPaletteColorLookupTableDescriptor: descriptor,
				GreenPaletteColorLookupTableDescriptor: descriptor,
				BluePaletteColorLookupTableDescriptor: descriptor,
				SegmentedRedPaletteColorLookupTableData: table(65_535),
				SegmentedGreenPaletteColorLookupTableData: table(30_000),
				SegmentedBluePaletteColorLookupTableData: table(9000),
				PixelData: Uint8Array.from(ramp(8, 0))
			})
		}
	];
}

function tables(): Synthetic[] {
	const data = words(Array.from({ length: 4096 }, (_, at) => Math.round(65_535 * Math.sqrt(at / 4095))));
	return [0, 1].map((sign) => ({
		name: `Modality LUT ${sign ? 'signed' : 'unsigned'}`,
		bytes: aCtFile({
			...size,
			BitsStored: 12,
			HighBit: 11,
			PixelRepresentation: sign,
			ModalityLUTSequence: [{ LUTDescriptor: [4096, sign ? -2048 : 0, 16], LUTData: data }],
			PixelData: words(ramp(12, sign ? -2048 : 0))
		})
	}));
}

function frames(): Synthetic[] {
	const all = [0, 1, 2].flatMap((frame) => ramp(12, 0).map((value) => (value + 500 * frame) % 4096));
	return [
		{
			name: 'three frames',
			bytes: aCtFile({ ...size, NumberOfFrames: 3, BitsStored: 12, HighBit: 11, PixelData: words(all) })
		}
	];
}

async function compressed(): Promise<Synthetic[]> {
	// Its keys are the names of the type it is a record over.
	const names = (Object.keys(demoTransferSyntaxes) as TransferSyntaxName[]).filter(
		(name) => demoTransferSyntaxes[name].encapsulated
	);
	const rows = names.flatMap((name) => [0, 1].map((sign) => ({ name, sign })));
	return Promise.all(
		rows.map(async ({ name, sign }) => {
			// Even, since an encoder does not expect to make a frame larger.
			const values = Array.from({ length: PIXELS }, (_, at) => at * 3 - (sign ? 2048 : 0));
			// JPEG-LS knows no sign: it codes the bits that are stored.
			const samples =
				sign && name !== 'jpeg-ls'
					? Int16Array.from(values)
					: Uint16Array.from(values, (value) => value & 0xfff);
			const image: DemoImage = {
				seriesNumber: 1,
				seriesDescription: '',
				instanceNumber: 1,
				rows: ROWS,
				columns: COLUMNS,
				frames: 1,
				pixels: samples,
				bitsStored: 12,
				photometric: 'MONOCHROME2',
				plane: null,
				pixelMm: null,
				rescaleIntercept: null,
				windows: []
			};
			const encode = name === 'rle' ? encodeRle : await loadFrameEncoder(name);
			const bytes = anEncapsulatedFile(demoTransferSyntaxes[name].uid, [encode(samples, image)], {
				...size,
				BitsStored: 12,
				HighBit: 11,
				PixelRepresentation: sign
			});
			return { name: `${name} ${sign ? 'signed' : 'unsigned'}`, bytes };
		})
	);
}

/** One small file of each way in which pixels can be written. */
export async function syntheticFiles(): Promise<Synthetic[]> {
	return [
		...greys(),
		...colours(),
		...palettes(),
		...segmented(),
		...tables(),
		...frames(),
		...(await compressed())
	];
}
