import type { Types } from '@cornerstonejs/core';
import type { DecodedFrame } from './thumbnail.ts';

/** A frame of the cache as numbers, with what turns them into the unit of the window. */
export function decodedFrame(frame: Types.IImage): DecodedFrame {
	const isScaled = frame.preScale?.scaled === true;
	return {
		values: frame.voxelManager?.getScalarData() ?? frame.getPixelData(),
		columns: frame.columns,
		rows: frame.rows,
		components: frame.color ? (frame.voxelManager?.numberOfComponents ?? 3) : 1,
		slope: isScaled ? 1 : frame.slope,
		intercept: isScaled ? 0 : frame.intercept,
		isInverted: frame.invert
	};
}
