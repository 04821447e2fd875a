import { adobeTransform } from '#lib/core/dicom/codestream-header.ts';
import type { Dataset } from '#lib/core/dicom/dataset.ts';
import { deidentify, withFrameCount } from '#lib/core/dicom/deidentify.ts';
import type { PixelShape } from '#lib/core/dicom/describe.ts';
import { clearUnusedBits, hasEmbeddedOverlay } from '#lib/core/dicom/embedded-overlay.ts';
import type { FrameIndex } from '#lib/core/dicom/frames.ts';
import { canMask, colourSpace, maskFrame, maskedHeader } from '#lib/core/dicom/mask.ts';
import type { Rectangle } from '#lib/core/dicom/pixel-policy.ts';
import type { DicomFile } from '#lib/core/dicom/read-file.ts';
import { explicitLittleEndian } from '#lib/core/dicom/transfer-syntax.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { decodeFrame } from './decode-frame.ts';
import { frameForViewer, readFrame, type FrameError, type ServedFrame } from './read-frame.ts';

/** What is known of text in an object's pixels, and what is done about it. */
export type PixelRelease =
	| { readonly kind: 'unchecked' | 'checked' | 'left-out' }
	| { readonly kind: 'masked'; readonly rectangles: readonly Rectangle[] };

export type BlindOptions = {
	/** New UID for an original one; a function of it alone within a case. */
	readonly uidFor: (original: string) => string;
	/** Stands as patient name and ID. */
	readonly caseLabel: string;
	readonly pixels: PixelRelease;
};

/**
 * The header of an object as a blinded eye gets it, from the server's door and from the command line alike. `frames` are as many
 * as go along; 0 leaves the count as it is.
 */
export function blindedDataset(
	file: DicomFile,
	{ uidFor, caseLabel, pixels }: BlindOptions,
	{ shape, frames }: { readonly shape: PixelShape | undefined; readonly frames: number }
): Result<Dataset, 'burned-in-annotation'> {
	const blinded = deidentify(file.dataset, { uidFor, caseLabel, pixels: pixels.kind });
	if (!blinded.ok) return blinded;
	const counted = frames > 0 ? withFrameCount(blinded.value, frames) : blinded.value;
	return ok(pixels.kind === 'masked' && shape ? maskedHeader(counted, shape) : counted);
}

export type BlindedFrameError = FrameError | 'mask-not-possible';

/** Whether the bits of an object's pixels that no value uses carry a drawing, which the blinded must not get. */
export function carriesOverlay(file: DicomFile, shape: PixelShape): boolean {
	return shape.samplesPerPixel === 1 && hasEmbeddedOverlay(file.dataset);
}

/**
 * One frame as a blinded eye gets it: as stored with comments blanked, or decoded, blanked and sent as plain pixels: where rectangles
 * are masked, and where an overlay lies in the pixels.
 */
export async function blindedFrameOf(
	file: DicomFile,
	{
		index,
		shape,
		number,
		pixels
	}: {
		readonly index: FrameIndex;
		readonly shape: PixelShape;
		readonly number: number;
		readonly pixels: PixelRelease;
	}
): Promise<Result<ServedFrame, BlindedFrameError>> {
	const isOverlaid = carriesOverlay(file, shape);
	if (pixels.kind !== 'masked' && !isOverlaid) return frameForViewer(file, { index, shape, number });
	const { codec } = file.transferSyntax;
	if (!canMask(codec, shape)) return err('mask-not-possible');
	const frame = await readFrame(file, index, number);
	if (!frame.ok) return frame;
	const samples = await decodeFrame(file, shape, frame.value);
	if (!samples.ok) return err('mask-not-possible');
	if (isOverlaid) clearUnusedBits(samples.value, shape);
	const bytes = maskFrame(samples.value, shape, {
		space: colourSpace(codec, shape, adobeTransform(frame.value)),
		// A planar file keeps its planes where the pixels are plain; decoders give them interleaved.
		isPlanar: shape.planarConfiguration === 1 && (codec === 'native' || codec === 'deflated-frame'),
		rectangles: pixels.kind === 'masked' ? pixels.rectangles : []
	});
	return bytes ? ok({ transferSyntaxUID: explicitLittleEndian.uid, bytes }) : err('mask-not-possible');
}
