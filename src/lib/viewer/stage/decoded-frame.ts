import type { Types } from '@cornerstonejs/core';
import { wadors } from '@cornerstonejs/dicom-image-loader';
import { findPadding, type Padding } from '#lib/viewer/formats/padding.ts';
import type { DicomJson } from '#lib/viewer/types.ts';
import { missingIn } from '#lib/viewer/volume/missing.ts';
import type { DecodedFrame } from './thumbnail.ts';

/** A frame of the cache as numbers, with what turns them into the unit of the window. */
export function decodedFrame(frame: Types.IImage): DecodedFrame {
	const isScaled = frame.preScale?.scaled === true;
	const values = frame.voxelManager?.getScalarData() ?? frame.getPixelData();
	return {
		values,
		columns: frame.columns,
		rows: frame.rows,
		components: frame.color ? (frame.voxelManager?.numberOfComponents ?? 3) : 1,
		slope: isScaled ? 1 : frame.slope,
		intercept: isScaled ? 0 : frame.intercept,
		isInverted: frame.invert,
		padding: paddingOf(frame),
		missing: missingIn(values)
	};
}

/** Each header is read once. Cut planes have none: they say pixel by pixel what is missing. */
const paddings = new WeakMap<object, Padding | null>();

function paddingOf({ imageId, color }: Types.IImage): Padding | null {
	// The header is DICOM JSON; the image loader's own type is that of its parser.
	const header = wadors.metaDataManager.get(imageId) as unknown as DicomJson | undefined;
	if (!header || color) return null;
	const known = paddings.get(header);
	if (known !== undefined) return known;
	const found = findPadding(header);
	paddings.set(header, found);
	return found;
}
