import { describe, expect, it } from 'vitest';
import { renderGrey, renderPalette, type Window } from './render.ts';
import { scalePicture } from './scale-picture.ts';
import { aDataset, aPart10, ctImage, fourPixels, read, type Attributes } from './test-objects.ts';

async function grey(
	samples: readonly number[],
	changes: Attributes,
	window: Window | null = null
): Promise<number[]> {
	const { dataset } = await read(
		aPart10('1.2.840.10008.1.2.1', aDataset({ ...ctImage, PixelData: fourPixels, ...changes }))
	);
	return [...renderGrey(samples, { dataset, frame: 1, pixels: samples.length, window })];
}

describe('grey values', () => {
	// PS3.3 C.11.2.1.2.1: centre 2048, width 4096 takes 0 to 0 and 4095 to 255.
	it.each<[string, readonly number[], Attributes, Window | null, readonly number[]]>([
		[
			'by the window of the header',
			[0, 2048, 4095],
			{ WindowCenter: 2048, WindowWidth: 4096 },
			null,
			[0, 128, 255]
		],
		[
			'by the window that is asked for',
			[0, 50, 100],
			{ WindowCenter: 2048, WindowWidth: 4096 },
			{ center: 50, width: 100, shape: 'linear-exact' },
			[0, 128, 255]
		],
		[
			'in units of the modality',
			[1024, 1104],
			{ RescaleIntercept: -1024, RescaleSlope: 1 },
			{ center: 40, width: 81, shape: 'linear' },
			[2, 255]
		],
		['of a width of one as a step', [9, 10], {}, { center: 10, width: 1, shape: 'linear' }, [0, 255]],
		['by a sigmoid', [40], {}, { center: 40, width: 80, shape: 'sigmoid' }, [128]],
		[
			'of MONOCHROME1 turned round',
			[0, 4095],
			{ PhotometricInterpretation: 'MONOCHROME1', WindowCenter: 2048, WindowWidth: 4096 },
			null,
			[255, 0]
		],
		['over their own range where nothing is said', [100, 150, 200], {}, null, [0, 128, 255]],
		[
			'by a table of the header',
			[0, 1, 2],
			{ VOILUTSequence: [{ LUTDescriptor: [3, 0, 8], LUTData: Uint8Array.of(10, 0, 200, 0, 30, 0) }] },
			null,
			[10, 200, 30]
		]
	])('are shown %s', async (_, samples, changes, window, expected) => {
		expect(await grey(samples, changes, window)).toEqual(expected);
	});
});

describe('colours of a palette', () => {
	it('are those of its tables', async () => {
		const table = (values: readonly number[]) =>
			new Uint8Array(Uint16Array.from(values, (value) => value * 257).buffer);
		const { dataset } = await read(
			aPart10(
				'1.2.840.10008.1.2.1',
				aDataset({
					...ctImage,
					PhotometricInterpretation: 'PALETTE COLOR',
					RedPaletteColorLookupTableDescriptor: [2, 0, 16],
					GreenPaletteColorLookupTableDescriptor: [2, 0, 16],
					BluePaletteColorLookupTableDescriptor: [2, 0, 16],
					RedPaletteColorLookupTableData: table([1, 2]),
					GreenPaletteColorLookupTableData: table([3, 4]),
					BluePaletteColorLookupTableData: table([5, 6]),
					PixelData: fourPixels
				})
			)
		);
		expect([...(renderPalette([0, 1, 9], { dataset, pixels: 3 }) ?? [])]).toEqual([
			1, 3, 5, 2, 4, 6, 2, 4, 6
		]);
	});
});

describe('a picture', () => {
	const picture = {
		width: 4,
		height: 2,
		samples: 1,
		bytes: Uint8Array.of(0, 0, 100, 100, 0, 0, 100, 100)
	} as const;
	const whole = { x: 0, y: 0, width: 4, height: 2 };

	it('keeps its shape in any box', () => {
		const { width, height } = scalePicture(picture, whole, { width: 100, height: 100 });
		expect([width, height]).toEqual([100, 50]);
	});

	it('is the same at its own size', () => {
		expect([...scalePicture(picture, whole, whole).bytes]).toEqual([...picture.bytes]);
	});

	it('shows the part that is asked for', () => {
		const part = scalePicture(picture, { x: 2, y: 0, width: 2, height: 2 }, { width: 2, height: 2 });
		expect([...part.bytes]).toEqual([100, 100, 100, 100]);
	});

	it('is averaged where it shrinks', () => {
		const small = scalePicture({ ...picture, bytes: Uint8Array.of(0, 200, 0, 200, 0, 200, 0, 200) }, whole, {
			width: 2,
			height: 1
		});
		for (const value of small.bytes) expect(Math.abs(value - 100)).toBeLessThanOrEqual(50);
	});
});
