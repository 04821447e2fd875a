import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoTransferSyntaxes } from '#lib/core/demo/dicom/file.ts';
import type { DemoImage } from '#lib/core/demo/phantom/image.ts';
import type { TransferSyntaxName } from '#lib/core/demo/studies/plan.ts';
import { numberOf, textOf } from '#lib/core/dicom/dataset.ts';
import { describeInstance } from '#lib/core/dicom/describe.ts';
import { indexFrames } from '#lib/core/dicom/frames.ts';
import * as objects from '#lib/core/dicom/test-objects.ts';
import { concatBytes } from '#lib/core/dicom/write.ts';
import { getValue } from '#lib/core/result.ts';
import { loadFrameEncoder } from '#lib/server/demo/frame-encoders.ts';
import { blindedDataset, blindedFrameOf } from './blinded-object.ts';
import { openDicomFile } from './open-file.ts';

const { aCtFile, aDataset, anElement, anEncapsulatedFile, aPart10, ctImage, latin } = objects;
const SIZE = 32;
const rectangles = [
	{ x: 0, y: 0, width: SIZE, height: 4 },
	{ x: 30, y: 20, width: 60_000, height: 2 }
];
const pixels = { kind: 'masked', rectangles } as const;
const isInside = (at: number): boolean => {
	const [x, y] = [at % SIZE, Math.floor(at / SIZE)];
	return y < 4 || (x >= 30 && y >= 20 && y < 22);
};

let folder = '';
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'overread-mask-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function masked(bytes: Uint8Array) {
	const path = join(folder, 'in.dcm');
	await writeFile(path, bytes);
	const file = getValue(await openDicomFile(path));
	try {
		const { pixels: shape } = getValue(describeInstance(file));
		if (!shape) throw new Error('no pixels');
		const index = getValue(await indexFrames(file, shape));
		const frame = await blindedFrameOf(file, { index, shape, number: 1, pixels });
		const options = { uidFor: (uid: string) => `2.25.${uid.length}`, caseLabel: 'A', pixels };
		const header = getValue(blindedDataset(file, options, { shape, frames: 1 }));
		return { frame, header };
	} finally {
		await file.close();
	}
}

const square = { Rows: SIZE, Columns: SIZE };
const syntaxes = Object.keys(demoTransferSyntaxes) as TransferSyntaxName[]; // keys of a Record over exactly these names

describe('a masked frame', () => {
	it.each(syntaxes)('has lost its regions and nothing else, from %s', async (name) => {
		const samples = Uint16Array.from({ length: SIZE * SIZE }, (_, at) => 1 + ((at * 37) % 4000));
		const uid = demoTransferSyntaxes[name].uid;
		const encode = await loadFrameEncoder(name);
		const bits = { BitsStored: 12, HighBit: 11, ...square };
		const native = new Uint8Array(samples.buffer);
		const isNative = name === 'explicit-little' || name === 'implicit-little';
		const image: DemoImage = {
			seriesNumber: 1,
			seriesDescription: '',
			instanceNumber: 1,
			rows: SIZE,
			columns: SIZE,
			frames: 1,
			pixels: samples,
			bitsStored: 12,
			photometric: 'MONOCHROME2',
			plane: null,
			pixelMm: null,
			rescaleIntercept: null,
			windows: []
		};
		const file = isNative
			? aCtFile({ ...bits, PixelData: native })
			: anEncapsulatedFile(uid, [encode(samples, image)], bits);
		const { frame } = await masked(file);
		const { transferSyntaxUID, bytes } = getValue(frame);
		expect(transferSyntaxUID).toBe('1.2.840.10008.1.2.1');
		const got = new Uint16Array(bytes.slice().buffer);
		expect([...got]).toEqual([...samples].map((value, at) => (isInside(at) ? 0 : value)));
	});

	it('goes dark in an inverted film and in signed values', async () => {
		const film = await masked(
			aCtFile({
				...square,
				BitsStored: 10,
				PhotometricInterpretation: 'MONOCHROME1',
				PixelData: new Uint8Array(SIZE * SIZE * 2)
			})
		);
		const signed = await masked(
			aCtFile({ ...square, PixelRepresentation: 1, PixelData: new Uint8Array(SIZE * SIZE * 2) })
		);
		const first = ({ frame }: typeof film): number =>
			new DataView(getValue(frame).bytes.buffer).getInt16(0, true);
		expect([first(film), first(signed)]).toEqual([1023, -32768]);
	});

	const colour = { ...square, SamplesPerPixel: 3, BitsAllocated: 8, BitsStored: 8, HighBit: 7 };
	const count = SIZE * SIZE;
	const repeat = (values: readonly number[], times: number): Uint8Array =>
		Uint8Array.from({ length: values.length * times }, (_, at) => values[at % values.length] ?? 0);
	const planar = Uint8Array.from(
		{ length: count * 3 },
		(_, at) => [200, 100, 50][Math.floor(at / count)] ?? 0
	);

	it.each<[string, objects.Attributes, readonly number[]]>([
		['RGB', { PhotometricInterpretation: 'RGB', PixelData: repeat([200, 100, 50], count) }, [200, 100, 50]],
		[
			'planes of RGB',
			{ PhotometricInterpretation: 'RGB', PlanarConfiguration: 1, PixelData: planar },
			[200, 100, 50]
		],
		[
			'YBR_FULL',
			{ PhotometricInterpretation: 'YBR_FULL', PixelData: repeat([100, 128, 128], count) },
			[100, 100, 100]
		],
		[
			'YBR_FULL_422',
			{ PhotometricInterpretation: 'YBR_FULL_422', PixelData: repeat([90, 90, 128, 128], count / 2) },
			[90, 90, 90]
		]
	])('comes as RGB, from %s', async (_, changes, expected) => {
		const { frame, header } = await masked(aCtFile({ ...colour, ...changes }));
		const { bytes } = getValue(frame);
		const wanted = Array.from({ length: count }, (__, at) => (isInside(at) ? [0, 0, 0] : expected)).flat();
		expect([...bytes]).toEqual(wanted);
		expect([textOf(header, 'PhotometricInterpretation'), numberOf(header, 'PlanarConfiguration')]).toEqual([
			'RGB',
			0
		]);
	});

	it('is refused where the pixels cannot be decoded', async () => {
		const broken = anEncapsulatedFile('1.2.840.10008.1.2.4.110', [latin('no codestream')], {
			...colour,
			PhotometricInterpretation: 'RGB'
		});
		expect((await masked(broken)).frame).toEqual({ ok: false, error: 'mask-not-possible' });
	});
});

describe('an overlay in the bits that no value uses', () => {
	const values = Array.from({ length: SIZE * SIZE }, (_, at) => (at * 37) % 4000);
	/** Overlay Bits Allocated and Overlay Bit Position, in front of the pixels in tag order. */
	const overlay = concatBytes([anElement(0x60000100, 'US', 16), anElement(0x60000102, 'US', 15)]);
	const image = { ...ctImage, ...square, BitsStored: 12, HighBit: 11 };

	it.each([
		['unsigned', 0, values],
		['signed', 1, values.map((value) => value - 2048)]
	] as const)('goes out with none of it, %s', async (_name, representation, given) => {
		const drawn = Uint16Array.from(given, (value, at) => (value & 0xfff) | (at % 3 === 0 ? 0x8000 : 0));
		const dataset = concatBytes([
			aDataset({ ...image, PixelRepresentation: representation }),
			overlay,
			aDataset({ PixelData: new Uint8Array(drawn.buffer) })
		]);
		const path = join(folder, 'drawn.dcm');
		await writeFile(path, aPart10('1.2.840.10008.1.2.1', dataset));
		const file = getValue(await openDicomFile(path));
		const { pixels: shape } = getValue(describeInstance(file));
		if (!shape) throw new Error('no pixels');
		const index = getValue(await indexFrames(file, shape));
		const frame = getValue(
			await blindedFrameOf(file, { index, shape, number: 1, pixels: { kind: 'checked' } })
		);
		await file.close();
		const { buffer } = frame.bytes.slice();
		expect([...new Int16Array(buffer)]).toEqual(given);
	});
});
