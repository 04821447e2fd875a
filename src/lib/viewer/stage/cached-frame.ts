import { cache } from '@cornerstonejs/core';
import { mostValues, type PlainFrame } from '#lib/viewer/first-look/plain-frame.ts';
import { decodedFrame } from './decoded-frame.ts';

/** A grey frame of whole numbers out of the cache, for what draws it without a viewport. */
export function cachedFrame(imageId: string): PlainFrame | undefined {
	const image = cache.getImage(imageId);
	if (!image || image.color) return undefined;
	const { values, slope, intercept, isInverted, padding = null } = decodedFrame(image);
	const { minPixelValue: min, maxPixelValue: max, columns, rows } = image;
	const isWhole = slope === 1 && intercept === 0 && !(values instanceof Float32Array);
	if (!isWhole || max - min >= mostValues) return undefined;
	const aspect = (image.rowPixelSpacing || 1) / (image.columnPixelSpacing || 1);
	return { values, min, max, columns, rows, aspect, isInverted, padding };
}
