import { Enums, metaData, utilities, type Types } from '@cornerstonejs/core';
import { findNumber } from '#lib/viewer/study/dicom-json.ts';
import type { DicomJson } from '#lib/viewer/types.ts';
import { isFractional } from './mend-image.ts';
import type { FramePart } from './one-part.ts';
import { readPlainValues } from './plain-values.ts';

const native = /^1\.2\.840\.10008\.1\.2(?:\.1)?$/;
/** Up to here, the values are read sooner than a worker is told to read them. */
const mostPixels = 2 ** 20;

/**
 * The image of an uncompressed grey frame of whole numbers, read where it is: nothing is copied to a worker and back, and the first
 * image of a page does not wait for a worker to start. Undefined for all other frames, which are the image loader's.
 */
export function plainImage(imageId: string, part: FramePart, header: DicomJson): Types.IImage | undefined {
	const { modality } = metaData.get(Enums.MetadataModules.GENERAL_SERIES, imageId) ?? {};
	const pixels = metaData.get(Enums.MetadataModules.IMAGE_PIXEL, imageId);
	const isSigned = pixels?.pixelRepresentation === 1;
	if (!pixels || !isPlain(part.syntax, pixels) || isFractional(header)) return undefined;
	if ((isSigned && pixels.bitsAllocated === 8) || modality === 'PT' || modality === 'RTDOSE')
		return undefined;
	const { rows, columns, bitsAllocated, bitsStored, photometricInterpretation } = pixels;
	const slope = findNumber(header, '00281053') ?? 1;
	const intercept = findNumber(header, '00281052') ?? 0;
	const { values, min, max } = readPlainValues(part.frame, rows * columns, {
		bitsAllocated,
		bitsStored: bitsStored ?? bitsAllocated,
		isSigned,
		slope,
		intercept
	});
	const isScaled = slope !== 1 || intercept !== 0;
	const plane = metaData.get(Enums.MetadataModules.IMAGE_PLANE, imageId) ?? {};
	const voi = metaData.get(Enums.MetadataModules.VOI_LUT, imageId) ?? {};
	const whole = utilities.windowLevel.toWindowLevel(min, max);
	const voxelManager = utilities.VoxelManager.createImageVoxelManager({
		width: columns,
		height: rows,
		scalarData: values,
		numberOfComponents: 1
	});
	return {
		imageId,
		dataType: values.constructor.name,
		color: false,
		rgba: false,
		numberOfComponents: 1,
		rows,
		columns,
		height: rows,
		width: columns,
		rowPixelSpacing: plane.rowPixelSpacing,
		columnPixelSpacing: plane.columnPixelSpacing,
		calibration: metaData.get(Enums.MetadataModules.CALIBRATION, imageId) ?? {},
		slope,
		intercept,
		preScale: isScaled
			? {
					enabled: true,
					scaled: true,
					scalingParameters: { rescaleSlope: slope, rescaleIntercept: intercept, modality }
				}
			: undefined,
		invert: photometricInterpretation === 'MONOCHROME1',
		photometricInterpretation,
		minPixelValue: min,
		maxPixelValue: max,
		windowCenter: voi.windowCenter?.[0] ?? whole.windowCenter,
		windowWidth: voi.windowWidth?.[0] ?? whole.windowWidth,
		voiLUTFunction: voi.voiLUTFunction?.[0],
		sizeInBytes: values.byteLength,
		voxelManager,
		getPixelData: () => values,
		getCanvas: undefined
	} as unknown as Types.IImage; // its type asks for fields of colour images and of WebGL that the loader leaves out as well
}

function isPlain(
	syntax: string,
	pixels: { samplesPerPixel: number; bitsAllocated: number; photometricInterpretation: string } & Size
): boolean {
	const { samplesPerPixel, bitsAllocated, photometricInterpretation, rows, columns } = pixels;
	return (
		native.test(syntax) &&
		samplesPerPixel === 1 &&
		(bitsAllocated === 16 || bitsAllocated === 8) &&
		photometricInterpretation.startsWith('MONOCHROME') &&
		rows * columns <= mostPixels
	);
}

type Size = { rows: number; columns: number };
