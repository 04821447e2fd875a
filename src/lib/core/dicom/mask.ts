import type { Dataset, DicomElement } from './dataset.ts';
import type { PixelShape } from './describe.ts';
import { tagOf, type Keyword } from './dictionary.ts';
import type { Rectangle } from './pixel-policy.ts';
import type { Codec } from './transfer-syntax.ts';

/** Stored values of one frame as a decoder gives them. */
type Samples = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

/** How the colours of decoded samples are to be read. */
export type ColourSpace = 'one-sample' | 'rgb' | 'ybr-full' | 'ybr-422-packed' | 'unsupported';

/** Codecs whose frames can be decoded, blanked and sent as plain pixels. */
export function canMask(codec: Codec, shape: PixelShape): boolean {
	const isDecoded = codec !== 'jpeg-xl' && codec !== 'video' && codec !== 'jpip' && codec !== 'unknown';
	return isDecoded && shape.bitsAllocated <= 16 && colourSpace(codec, shape, undefined) !== 'unsupported';
}

/**
 * The colour space of a decoded frame: what the codec undoes by itself is undone, the rest is as the header says. `adobe` is the
 * transform of a JPEG's Adobe segment, which overrules the header (T.872 6.5.3).
 */
export function colourSpace(codec: Codec, shape: PixelShape, adobe: number | undefined): ColourSpace {
	if (shape.samplesPerPixel === 1) return 'one-sample';
	if (shape.samplesPerPixel !== 3 || shape.bitsAllocated !== 8) return 'unsupported';
	const { photometricInterpretation: photometric } = shape;
	if (codec === 'jpeg' && adobe !== undefined) return adobe === 0 ? 'rgb' : 'ybr-full';
	const undone = codec === 'jpeg-2000' || codec === 'htj2k';
	if (photometric === 'RGB' || (undone && /^YBR_(ICT|RCT)$/.test(photometric))) return 'rgb';
	const isPlain = codec === 'native' || codec === 'deflated-frame';
	if (photometric === 'YBR_FULL_422' && isPlain) return 'ybr-422-packed';
	return photometric === 'YBR_FULL' || photometric === 'YBR_FULL_422' ? 'ybr-full' : 'unsupported';
}

/** One frame with rectangles blanked: little endian, colours as interleaved RGB. Undefined where samples are missing. */
export function maskFrame(
	samples: Samples,
	shape: PixelShape,
	options: {
		readonly space: ColourSpace;
		readonly isPlanar: boolean;
		readonly rectangles: readonly Rectangle[];
	}
): Uint8Array | undefined {
	const pixels = shape.rows * shape.columns;
	const { space, isPlanar, rectangles } = options;
	if (space === 'unsupported') return undefined;
	if (space === 'one-sample') {
		if (samples.length < pixels || samples.BYTES_PER_ELEMENT > 2) return undefined;
		const copy = samples.slice(0, pixels);
		blank(copy, shape, rectangles, { perPixel: 1, value: darkest(copy, shape) });
		return littleEndian(copy, shape.bitsAllocated);
	}
	const rgb = toRgb(samples, pixels, { space, isPlanar, columns: shape.columns });
	if (rgb) blank(rgb, shape, rectangles, { perPixel: 3, value: 0 });
	return rgb;
}

/** The value that shows as black; any constant hides, this one does not glare. */
function darkest(samples: Samples, { photometricInterpretation, bitsStored }: PixelShape): number {
	const isSigned = samples instanceof Int8Array || samples instanceof Int16Array;
	const range = 2 ** bitsStored;
	const [low, high] = isSigned ? [-range / 2, range / 2 - 1] : [0, range - 1];
	return photometricInterpretation === 'MONOCHROME1' ? high : low;
}

function blank(
	values: Samples,
	{ rows, columns }: PixelShape,
	rectangles: readonly Rectangle[],
	{ perPixel, value }: { perPixel: number; value: number }
): void {
	for (const { x, y, width, height } of rectangles) {
		const right = Math.min(columns, x + width);
		if (right <= x) continue;
		for (let row = y; row < Math.min(rows, y + height); row++) {
			values.fill(value, (row * columns + x) * perPixel, (row * columns + right) * perPixel);
		}
	}
}

function toRgb(
	samples: Samples,
	pixels: number,
	{ space, isPlanar, columns }: { space: ColourSpace; isPlanar: boolean; columns: number }
): Uint8Array | undefined {
	const isPacked = space === 'ybr-422-packed';
	if (samples.length < pixels * (isPacked ? 2 : 3) || (isPacked && columns % 2 === 1)) return undefined;
	const out = new Uint8ClampedArray(pixels * 3);
	for (let pixel = 0; pixel < pixels; pixel++) {
		const pair = (pixel >> 1) * 4;
		const at = isPlanar
			? [pixel, pixels + pixel, 2 * pixels + pixel]
			: [3 * pixel, 3 * pixel + 1, 3 * pixel + 2];
		const [a = 0, b = 0, c = 0] = isPacked ? [pair + (pixel & 1), pair + 2, pair + 3] : at;
		const [first, second, third] = [samples[a] ?? 0, samples[b] ?? 0, samples[c] ?? 0];
		if (space === 'rgb') {
			out.set([first, second, third], pixel * 3);
			continue;
		}
		// PS3.3 C.7.6.3.1.2
		const blue = second - 128;
		const red = third - 128;
		out[pixel * 3] = first + 1.402 * red;
		out[pixel * 3 + 1] = first - 0.344136 * blue - 0.714136 * red;
		out[pixel * 3 + 2] = first + 1.772 * blue;
	}
	return new Uint8Array(out.buffer);
}

function littleEndian(samples: Samples, bitsAllocated: number): Uint8Array {
	if (bitsAllocated <= 8) return Uint8Array.from(samples, (value) => value & 0xff);
	const view = new DataView(new ArrayBuffer(samples.length * 2));
	for (let at = 0; at < samples.length; at++) view.setUint16(at * 2, (samples[at] ?? 0) & 0xffff, true);
	return new Uint8Array(view.buffer);
}

/** A de-identified header that says how masked frames come: plain pixels, colours as RGB. */
export function maskedHeader(dataset: Dataset, shape: PixelShape): Dataset {
	if (shape.samplesPerPixel === 1) return dataset;
	const elements = new Map(dataset.elements);
	const put = (keyword: Keyword, vr: 'CS' | 'US', bytes: Uint8Array): void => {
		const element: DicomElement = { tag: tagOf(keyword), vr, bytes };
		elements.set(element.tag, element);
	};
	put('PhotometricInterpretation', 'CS', new TextEncoder().encode('RGB '));
	put('PlanarConfiguration', 'US', Uint8Array.of(0, 0));
	return { ...dataset, elements: new Map([...elements].sort(([a], [b]) => a - b)) };
}
