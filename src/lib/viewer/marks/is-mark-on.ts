import type { Frame, ImageMarkKind, Mark } from '#lib/viewer/types.ts';

/** Whether a mark points at a frame. */
export function isMarkOn(
	mark: Pick<Mark, 'sopInstanceUid' | 'frameNumber'>,
	frame: Pick<Frame, 'sopInstanceUid' | 'frameNumber'>
): boolean {
	return mark.sopInstanceUid === frame.sopInstanceUid && mark.frameNumber === frame.frameNumber;
}

/** Whether a mark is of a whole image, and nothing is drawn for it. */
export function isImageMark<M extends Pick<Mark, 'kind'>>(mark: M): mark is M & { kind: ImageMarkKind } {
	return mark.kind === 'key' || mark.kind === 'quality';
}
