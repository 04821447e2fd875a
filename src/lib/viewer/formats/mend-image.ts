import { utilities, type Types } from '@cornerstonejs/core';
import { findItems, findNumber } from '#lib/viewer/study/dicom-json.ts';
import type { DicomJson } from '#lib/viewer/types.ts';
import { findTable, lookUp } from './value-table.ts';

/**
 * Whether the rescaled values of a frame are no whole numbers. The loader cuts them off wherever the smallest and the largest happen
 * to be whole, and the CPU viewport, which looks values up by their number, shows the others black.
 */
export function isFractional(header: DicomJson): boolean {
	return [findNumber(header, '00281053') ?? 1, findNumber(header, '00281052') ?? 0].some(
		(value) => !Number.isInteger(value)
	);
}

/**
 * A decoded frame with what the image loader leaves out: Modality LUT Sequence (PS3.3 C.11.1), which it does not read over WADO-RS;
 * the sign of values that came as unsigned numbers; rescaling to fractions, for which it was told to do none.
 */
export function mendImage(image: Types.IImage, header: DicomJson, rendering: 'cpu' | 'gpu'): Types.IImage {
	if (image.color) return image;
	const [item] = findItems(header, '00283000');
	const table = item && findTable(item, findNumber(header, '00280103') === 1);
	if (table) return withValues(image, (value) => lookUp(table, value));
	const unwrap = wrappedSign(image, header);
	const signed = unwrap ? withValues(image, unwrap) : image;
	if (!isFractional(header)) return signed;
	return rendering === 'cpu' ? readRescaled(signed) : rescaled(signed);
}

/**
 * Where Pixel Representation says signed, the loader extends the sign into the numbers that the decoder gave, before it rescales; if
 * those were unsigned, −1 becomes 65,535, or 255. Gives the way back, where there is something to undo.
 */
function wrappedSign(image: Types.IImage, header: DicomJson): ((value: number) => number) | undefined {
	const bits = findNumber(header, '00280100');
	if (findNumber(header, '00280103') !== 1 || (bits !== 16 && bits !== 8)) return undefined;
	const isScaled = image.preScale?.scaled === true;
	const [slope, intercept] = isScaled ? [image.slope || 1, image.intercept] : [1, 0];
	const isWrapped = (value: number) => (value - intercept) / slope > 2 ** (bits - 1) - 0.5;
	if (!isWrapped(slope > 0 ? image.maxPixelValue : image.minPixelValue)) return undefined;
	return (value) => (isWrapped(value) ? value - 2 ** bits * slope : value);
}

/** The image with its values rescaled. */
function rescaled(image: Types.IImage): Types.IImage {
	const { slope, intercept, preScale } = image;
	const changed = withValues(image, (value) => value * slope + intercept);
	return {
		...changed,
		preScale: {
			enabled: true,
			scaled: true,
			scalingParameters: { ...preScale?.scalingParameters, rescaleSlope: slope, rescaleIntercept: intercept }
		},
		isPreScaled: true
	};
}

/** The image as stored, whose values are rescaled when they are drawn, and when a tool asks for one. */
function readRescaled(image: Types.IImage): Types.IImage {
	const { slope, intercept, voxelManager } = image;
	const stored = voxelManager?.getScalarData() ?? image.getPixelData();
	const own = voxelsOf(image, stored);
	Object.assign(own, { _get: (index: number) => (stored[index] ?? 0) * slope + intercept });
	return { ...image, voxelManager: own };
}

function voxelsOf(image: Types.IImage, values: Types.PixelDataTypedArray) {
	return utilities.VoxelManager.createImageVoxelManager({
		width: image.columns,
		height: image.rows,
		scalarData: values,
		numberOfComponents: 1
	});
}

/** The image with other values, in the smallest numbers that hold them. */
function withValues(image: Types.IImage, change: (value: number) => number): Types.IImage {
	const before = image.voxelManager?.getScalarData() ?? image.getPixelData();
	const changed = Float32Array.from(before, change);
	let [min, max, isWhole] = [Infinity, -Infinity, true];
	for (const value of changed) {
		if (value < min) min = value;
		if (value > max) max = value;
		if (!Number.isInteger(value)) isWhole = false;
	}
	const isUnsigned = isWhole && min >= 0 && max <= 65_535;
	const isSigned = isWhole && min >= -32_768 && max <= 32_767;
	const values = isUnsigned ? Uint16Array.from(changed) : isSigned ? Int16Array.from(changed) : changed;
	return {
		...image,
		imageFrame: undefined,
		voxelManager: voxelsOf(image, values),
		getPixelData: () => values,
		dataType: isUnsigned ? 'Uint16Array' : isSigned ? 'Int16Array' : 'Float32Array',
		minPixelValue: min,
		maxPixelValue: max,
		sizeInBytes: values.byteLength
	};
}
