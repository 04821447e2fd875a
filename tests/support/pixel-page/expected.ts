import { adobeTransform } from '#lib/core/dicom/codestream-header.ts';
import { itemsOf, numberOf, type Dataset } from '#lib/core/dicom/dataset.ts';
import type { PixelShape } from '#lib/core/dicom/describe.ts';
import type { FrameIndex } from '#lib/core/dicom/frames.ts';
import { lookUpTable, tableOf } from '#lib/core/dicom/look-up-table.ts';
import { colourSpace, maskFrame } from '#lib/core/dicom/mask.ts';
import type { DicomFile } from '#lib/core/dicom/read-file.ts';
import { renderPalette } from '#lib/core/dicom/render.ts';
import { decodeFrame, type Samples } from '#lib/server/dicom/decode-frame.ts';
import { readPaddedFrame } from '#lib/server/dicom/read-frame.ts';

/** What a frame must come to in the browser: stored values and values in the unit of the window, or interleaved RGB. */
export type ExpectedFrame = { readonly stored: ArrayLike<number> | null; readonly shown: ArrayLike<number> };

/** The frame as this side decodes it; text says why it cannot. */
export async function expectedFrame(
	file: DicomFile,
	{ index, shape, number }: { index: FrameIndex; shape: PixelShape; number: number }
): Promise<ExpectedFrame | string> {
	const frame = await readPaddedFrame(file, index, number);
	if (!frame.ok) return frame.error;
	const decoded = await decodeFrame(file, shape, frame.value);
	if (!decoded.ok) return decoded.error;
	const pixels = shape.rows * shape.columns;
	const { codec } = file.transferSyntax;
	if (shape.samplesPerPixel === 3) {
		const rgb = maskFrame(decoded.value, shape, {
			space: colourSpace(codec, shape, adobeTransform(frame.value)),
			isPlanar: shape.planarConfiguration === 1 && (codec === 'native' || codec === 'deflated-frame'),
			rectangles: []
		});
		return rgb ? { stored: null, shown: rgb } : 'colours not known here';
	}
	const stored = storedValues(decoded.value.subarray(0, pixels), shape);
	if (shape.photometricInterpretation === 'PALETTE COLOR') {
		const rgb = renderPalette(stored, { dataset: file.dataset, pixels });
		return rgb ? { stored: null, shown: rgb } : 'palette not known here';
	}
	const toShown = modality(file.dataset, number);
	return { stored, shown: Float32Array.from(stored, toShown) };
}

/** Bits above those stored are no part of a value (PS3.5 8.1.1). */
function storedValues(samples: Samples, { bitsStored, bitsAllocated, pixelRepresentation }: PixelShape) {
	const isSigned = pixelRepresentation === 1 || samples instanceof Int16Array || samples instanceof Int8Array;
	const shift = 32 - Math.min(bitsStored, bitsAllocated);
	return Float64Array.from(samples, (value) =>
		isSigned ? (value << shift) >> shift : (value << shift) >>> shift
	);
}

function modality(dataset: Dataset, frame: number): (value: number) => number {
	const [item] = itemsOf(dataset, 'ModalityLUTSequence');
	const isSigned = numberOf(dataset, 'PixelRepresentation') === 1;
	const table = item ? tableOf(item, 'LUTDescriptor', 'LUTData', { isSigned }) : null;
	if (table) return (value) => lookUpTable(table, value);
	const groups = [
		itemsOf(dataset, 'PerFrameFunctionalGroupsSequence')[frame - 1],
		itemsOf(dataset, 'SharedFunctionalGroupsSequence')[0]
	];
	const own = groups.flatMap((group) => (group ? itemsOf(group, 'PixelValueTransformationSequence') : []))[0];
	const slope = numberOf(own ?? dataset, 'RescaleSlope') ?? 1;
	const intercept = numberOf(own ?? dataset, 'RescaleIntercept') ?? 0;
	return (value) => value * slope + intercept;
}
