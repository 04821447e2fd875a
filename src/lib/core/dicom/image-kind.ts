import { readCodestreamHeader } from './codestream-header.ts';
import type { InstanceDescription, PixelShape } from './describe.ts';
import { indexFrames, placeOfFrame, type FrameIndex, type FrameIndexError } from './frames.ts';
import type { DicomFile } from './read-file.ts';
import { sopClassKind, type NonImageKind } from './sop-class.ts';

/** Why an instance is kept out of the viewer. */
export type KeptOutReason =
	| NonImageKind
	| FrameIndexError
	| 'no-image-attributes'
	| 'transfer-syntax-not-shown'
	| 'pixel-format-not-shown'
	| 'pixel-data-truncated'
	| 'size-differs-from-codestream';

/** Whether the viewer can show an instance. Whether a blinded reviewer may see its pixels is for `pixel-policy` to say. */
export type ImageKind =
	| { readonly kind: 'shown'; readonly frames: FrameIndex }
	| { readonly kind: 'kept-out'; readonly reason: KeptOutReason };

const photometric: ReadonlySet<string> = new Set([
	'MONOCHROME1',
	'MONOCHROME2',
	'PALETTE COLOR',
	'RGB',
	'YBR_FULL',
	'YBR_FULL_422',
	'YBR_PARTIAL_422',
	'YBR_PARTIAL_420',
	'YBR_ICT',
	'YBR_RCT',
	'XYB'
]);

/** Decides what the viewer may show. Reads item headers and the first bytes of the first frame, never whole pixels. */
export async function imageKind(file: DicomFile, description: InstanceDescription): Promise<ImageKind> {
	const sopClass = sopClassKind(description.sopClassUID);
	if (!sopClass.image) return keptOut(sopClass.kind);
	if (!file.pixelData) return keptOut(file.isTruncated ? 'pixel-data-truncated' : 'no-pixel-data');
	const { pixels } = description;
	if (!pixels) return keptOut('no-image-attributes');
	const { codec, viewer } = file.transferSyntax;
	if (codec === 'video') return keptOut('video');
	if (viewer === 'never') return keptOut('transfer-syntax-not-shown');
	if (!isShownFormat(pixels)) return keptOut('pixel-format-not-shown');
	const frames = await indexFrames(file, pixels);
	if (!frames.ok) return keptOut(frames.error);
	if (frames.value.isTruncated) return keptOut('pixel-data-truncated');
	const problem = await checkFirstFrame(file, frames.value, pixels);
	if (problem) return keptOut(problem);
	return { kind: 'shown', frames: frames.value };
}

function keptOut(reason: KeptOutReason): ImageKind {
	return { kind: 'kept-out', reason };
}

/** Whether pixels of a shape can be shown, whatever their transfer syntax. */
export function isShownFormat(pixels: PixelShape): boolean {
	const { samplesPerPixel, bitsAllocated, bitsStored } = pixels;
	const isDepth = bitsAllocated === 8 || (bitsAllocated === 16 && samplesPerPixel === 1);
	return (
		isDepth &&
		bitsStored <= bitsAllocated &&
		(samplesPerPixel === 1 || samplesPerPixel === 3) &&
		photometric.has(pixels.photometricInterpretation)
	);
}

const headBytes = 64 * 1024;

/** Holds the header's claim against the bytes: a claim of 65,535 x 65,535 must not reach a decoder. */
async function checkFirstFrame(
	file: DicomFile,
	index: FrameIndex,
	pixels: PixelShape
): Promise<KeptOutReason | undefined> {
	if (index.kind === 'native') return undefined;
	const place = placeOfFrame(index, 1);
	const range = place?.ranges[0];
	if (!place || !range) return 'frames-not-found';
	const { codec } = file.transferSyntax;
	// PackBits gives at most 64 bytes for one (PS3.5 G.3.1).
	const bytesDeclared = (pixels.rows * pixels.columns * pixels.samplesPerPixel * pixels.bitsAllocated) / 8;
	if (codec === 'rle') return place.totalBytes * 64 < bytesDeclared ? 'pixel-data-truncated' : undefined;
	if (codec === 'native') return place.totalBytes < bytesDeclared ? 'pixel-data-truncated' : undefined;
	if (codec === 'deflated-frame' || codec === 'jpeg-xl') return undefined;
	const header = readCodestreamHeader(await file.body.read(range.offset, Math.min(range.length, headBytes)));
	if (!header) return 'pixel-data-malformed';
	const isSame = header.rows === pixels.rows && header.columns === pixels.columns;
	return isSame ? undefined : 'size-differs-from-codestream';
}
