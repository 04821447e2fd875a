import type { ImageReference } from './annexes.ts';

/** Whether a reference means a frame. */
export function refersTo(
	references: readonly ImageReference[],
	{ sopInstanceUid, frameNumber }: { sopInstanceUid: string; frameNumber: number }
): boolean {
	return references.some(
		(each) =>
			each.sopInstanceUid === sopInstanceUid &&
			(each.frames.length === 0 || each.frames.includes(frameNumber))
	);
}
