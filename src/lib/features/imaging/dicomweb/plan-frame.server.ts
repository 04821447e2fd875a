import { adobeTransform } from '#lib/core/dicom/codestream-header.ts';
import type { PixelShape } from '#lib/core/dicom/describe.ts';
import type { FrameIndex } from '#lib/core/dicom/frames.ts';
import { placeOfFrame } from '#lib/core/dicom/frames.ts';
import { canMask, colourSpace, maskFrame } from '#lib/core/dicom/mask.ts';
import { explicitLittleEndian } from '#lib/core/dicom/transfer-syntax.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { OpenObject } from '#lib/features/imaging/open-objects.server.ts';
import { blindedFrameOf, carriesOverlay, type PixelRelease } from '#lib/server/dicom/blinded-object.ts';
import { decodeFrame } from '#lib/server/dicom/decode-frame.ts';
import { canPack, frameBytes } from '#lib/server/dicom/pack-frame.ts';
import { packApart } from '#lib/server/dicom/pack-threads.ts';
import { readFrame } from '#lib/server/dicom/read-frame.ts';
import type { Piece } from '#lib/server/dicomweb/answer.ts';
import { jpegLsLossless } from '#lib/server/dicomweb/negotiate.ts';

export type PlannedFrame = { readonly syntaxUid: string; readonly piece: Piece };
export type FrameFailure = 'frame-not-found' | 'frame-unreadable' | 'not-transcoded' | 'too-busy' | 'left';
export type FrameWanted = {
	readonly number: number;
	readonly release: PixelRelease | null;
	readonly syntaxUid: string | null;
	/** Whether it may be made in that syntax (`Form`). */
	readonly isMade?: boolean;
	/** Aborted when whoever asks has gone. */
	readonly left?: AbortSignal | undefined;
};

/**
 * Finds one frame of an open object for a client: a range of the file where nothing has to be done to it, else its bytes.
 * `release` is null where the object goes out as it was stored, `syntaxUid` null where the client takes any.
 */
export async function planFrame(
	object: OpenObject,
	wanted: FrameWanted
): Promise<Result<PlannedFrame, FrameFailure>> {
	const { number, release, syntaxUid, isMade = false } = wanted;
	const { file, image, description } = object;
	const shape = description.pixels;
	if (image.kind !== 'shown' || !shape) return err('frame-unreadable');
	const index = image.frames;
	// What is drawn anew for blinded eyes is never given another way, in whatever syntax it is asked for.
	const isRedrawn = release?.kind === 'masked' || (release !== null && carriesOverlay(file, shape));
	const isPlain = isRedrawn || file.transferSyntax.viewer === 'as-native';
	const servedUid = isPlain ? explicitLittleEndian.uid : file.transferSyntax.uid;
	if (syntaxUid !== null && syntaxUid !== servedUid) {
		if (isPlain && isMade && syntaxUid === jpegLsLossless) return packed(object, shape, wanted);
		if (syntaxUid !== explicitLittleEndian.uid) return err('not-transcoded');
		return decoded(object, { number, index });
	}
	const range = isRedrawn ? null : rangeOf(object, { index, number, isBlinded: release !== null });
	if (range) return ok({ syntaxUid: servedUid, piece: range });
	if (release === null && !isPlain) {
		const stored = await readFrame(file, index, number);
		if (!stored.ok) return err(failureOf(stored.error));
		return ok({ syntaxUid: servedUid, piece: { bytes: stored.value } });
	}
	const frame = await blindedFrameOf(file, { index, shape, number, pixels: release ?? { kind: 'checked' } });
	if (!frame.ok) return err(failureOf(frame.error));
	return ok({ syntaxUid: frame.value.transferSyntaxUID, piece: { bytes: frame.value.bytes } });
}

/** A frame that goes out plain as lossless JPEG-LS instead: of the very bytes that would go out, so that what is blanked stays blank. */
async function packed(
	object: OpenObject,
	shape: PixelShape,
	{ left, ...wanted }: FrameWanted
): Promise<Result<PlannedFrame, FrameFailure>> {
	if (!canPack(shape) || ['OF', 'OD'].includes(object.file.pixelData?.vr ?? '')) return err('not-transcoded');
	const needBytes = frameBytes(shape);
	let failure: FrameFailure = 'not-transcoded';
	const read = async () => {
		const plain = await planFrame(object, { ...wanted, syntaxUid: explicitLittleEndian.uid });
		if (!plain.ok) failure = plain.error;
		if (!plain.ok) return null;
		const { piece } = plain.value;
		const bytes = 'bytes' in piece ? piece.bytes : await piece.source.read(piece.offset, piece.length);
		return bytes.length < needBytes ? null : ownBytes(bytes, needBytes);
	};
	const made = await packApart({ shape, read, left });
	if (made instanceof Uint8Array) return ok({ syntaxUid: jpegLsLossless, piece: { bytes: made } });
	return err(made === 'unfit' ? failure : made === 'busy' ? 'too-busy' : made);
}

/** The first bytes in memory that can be given away. A view of all of its memory was made for who asked; others are parts of a file or a pool. */
function ownBytes(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
	const { buffer } = bytes;
	const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === length;
	return isOwn ? new Uint8Array(buffer) : new Uint8Array(bytes.subarray(0, length));
}

/** All frames as one range of the file, where each lies there as it goes out and one follows the other; else null. */
export function planWhole(object: OpenObject, first: PlannedFrame): Piece | null {
	const { image } = object;
	if (image.kind !== 'shown' || image.frames.kind !== 'native' || 'bytes' in first.piece) return null;
	const { source, offset, length } = first.piece;
	return { source, offset, length: length * image.frames.frames };
}

function failureOf(error: string): FrameFailure {
	return error === 'no-such-frame' ? 'frame-not-found' : 'frame-unreadable';
}

/** The frame as a range of its file, where its bytes go out as they lie there. A blinded codestream never does: it may hold comments. */
function rangeOf(
	{ file }: OpenObject,
	{ index, number, isBlinded }: { index: FrameIndex; number: number; isBlinded: boolean }
): Piece | null {
	const place = placeOfFrame(index, number);
	const [range, ...more] = place?.ranges ?? [];
	if (!place || !range || more.length > 0 || place.skipBits > 0 || place.missingBytes > 0) return null;
	const { codec, encapsulated, littleEndian } = file.transferSyntax;
	const isNative =
		codec === 'native' &&
		!encapsulated &&
		littleEndian &&
		index.kind === 'native' &&
		index.frameBits % 8 === 0;
	const isStored = encapsulated && file.transferSyntax.viewer === 'as-stored' && !isBlinded;
	return isNative || isStored ? { source: file.body, ...range } : null;
}

/** A compressed frame as plain little endian pixels, where the header stays true of them: grey values and RGB. */
async function decoded(
	{ file, description: { pixels: shape } }: OpenObject,
	{ number, index }: { number: number; index: FrameIndex }
): Promise<Result<PlannedFrame, FrameFailure>> {
	const { codec } = file.transferSyntax;
	const isTrue =
		shape &&
		(shape.samplesPerPixel === 1 ||
			(shape.photometricInterpretation === 'RGB' && shape.planarConfiguration === 0));
	if (!isTrue || !canMask(codec, shape)) return err('not-transcoded');
	const frame = await readFrame(file, index, number);
	if (!frame.ok) return err(failureOf(frame.error));
	const space = colourSpace(codec, shape, adobeTransform(frame.value));
	const samples = await decodeFrame(file, shape, frame.value);
	if (!samples.ok || (space !== 'one-sample' && space !== 'rgb')) return err('not-transcoded');
	const bytes = maskFrame(samples.value, shape, { space, isPlanar: false, rectangles: [] });
	return bytes ? ok({ syntaxUid: explicitLittleEndian.uid, piece: { bytes } }) : err('not-transcoded');
}
