import type { ImageKind, KeptOutReason } from '#lib/core/dicom/image-kind.ts';

/** Pixels that are not what the header says: a whole copy of the object may still come, so a broken one is not kept. */
const brokenReasons = [
	'pixel-data-truncated',
	'pixel-data-malformed',
	'size-differs-from-codestream',
	'frames-not-found',
	'frame-too-large',
	'too-many-fragments',
	'too-many-frames'
] as const satisfies readonly KeptOutReason[];
export type BrokenReason = (typeof brokenReasons)[number];

/** What is wrong with pixels that are broken; nothing where they are whole, or kept out for another reason. */
export function brokenReason(image: ImageKind): BrokenReason | undefined {
	return image.kind === 'kept-out' ? brokenReasons.find((reason) => reason === image.reason) : undefined;
}
