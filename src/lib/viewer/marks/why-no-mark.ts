import { isCoarseImage } from '#lib/viewer/loading/coarse-image.ts';
import { isCutImage } from '#lib/viewer/volume/cut-images.ts';
import type { DisplaySet, MisplacedMark } from '#lib/viewer/types.ts';

/** Why no mark can be kept on an image; null where one can. A slice that was cut has no instance that could carry it. */
export function whyNoMark(
	displaySets: readonly DisplaySet[],
	imageId: string | undefined
): MisplacedMark | null {
	if (isCoarseImage(imageId)) return 'coarse';
	if (isCutImage(imageId)) return 'cut';
	const set = displaySets.find(({ frames }) => frames.some((frame) => frame.imageId === imageId));
	return set?.takesNoMarks ? 'other-study' : null;
}
