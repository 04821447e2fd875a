import { blankComments } from '#lib/core/dicom/blank-comments.ts';
import { placeOfFrame, type FrameIndex } from '#lib/core/dicom/frames.ts';
import type { DicomFile } from '#lib/core/dicom/read-file.ts';
import type { PixelShape } from '#lib/core/dicom/describe.ts';
import { explicitLittleEndian } from '#lib/core/dicom/transfer-syntax.ts';
import { swapBytes } from '#lib/core/dicom/vr.ts';
import { concatBytes } from '#lib/core/dicom/write.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { inflateRaw } from './inflate.ts';

export type FrameError =
	'no-such-frame' | 'pixel-data-truncated' | 'deflated-data-unreadable' | 'inflated-data-too-large';

/** The bytes of one frame as stored (number from 1); fragments are joined. One-bit frames are moved to a byte boundary. */
export async function readFrame(
	file: DicomFile,
	index: FrameIndex,
	number: number
): Promise<Result<Uint8Array, FrameError>> {
	const frame = await readAvailable(file, index, number);
	if (!frame.ok) return frame;
	return frame.value.missingBytes > 0 ? err('pixel-data-truncated') : ok(frame.value.bytes);
}

/** As `readFrame`, but a native frame that the file owes bytes of ends in zeros, as other readers show it. */
export async function readPaddedFrame(
	file: DicomFile,
	index: FrameIndex,
	number: number
): Promise<Result<Uint8Array, FrameError>> {
	const frame = await readAvailable(file, index, number);
	if (!frame.ok) return frame;
	const { bytes, missingBytes } = frame.value;
	return ok(missingBytes === 0 ? bytes : concatBytes([bytes, new Uint8Array(missingBytes)]));
}

async function readAvailable(file: DicomFile, index: FrameIndex, number: number) {
	const place = placeOfFrame(index, number);
	if (!place) return err('no-such-frame');
	const parts: Uint8Array[] = [];
	for (const range of place.ranges) parts.push(await file.body.read(range.offset, range.length));
	const bytes = parts.length === 1 && parts[0] ? parts[0] : concatBytes(parts);
	const missingBytes = place.missingBytes + place.totalBytes - bytes.length;
	return ok({ bytes: place.skipBits === 0 ? bytes : shiftBits(bytes, place.skipBits), missingBytes });
}

/** Bit-packed pixels are little endian within the byte: the first pixel is the lowest bit (PS3.5 8.1.1). */
function shiftBits(bytes: Uint8Array, count: number): Uint8Array {
	return bytes.map((byte, at) => (byte >> count) | (((bytes[at + 1] ?? 0) << (8 - count)) & 0xff));
}

/** A frame as WADO-RS delivers it. */
export type ServedFrame = { readonly transferSyntaxUID: string; readonly bytes: Uint8Array };

/**
 * One frame for the browser: native pixels always little endian, compressed ones as stored, with every comment in the
 * codestream blanked.
 */
export async function frameForViewer(
	file: DicomFile,
	{
		index,
		shape,
		number
	}: { readonly index: FrameIndex; readonly shape: PixelShape; readonly number: number }
): Promise<Result<ServedFrame, FrameError>> {
	const frame = await readFrame(file, index, number);
	if (!frame.ok) return frame;
	const { transferSyntax } = file;
	if (transferSyntax.viewer !== 'as-native') {
		return ok({ transferSyntaxUID: transferSyntax.uid, bytes: blankComments(frame.value) });
	}
	const bytes = await nativeFrame(file, frame.value, shape);
	return bytes.ok ? ok({ transferSyntaxUID: explicitLittleEndian.uid, bytes: bytes.value }) : bytes;
}

/** Pixels of an uncompressed or deflated frame in little endian byte order, cut to the declared size. */
export async function nativeFrame(
	file: DicomFile,
	frame: Uint8Array,
	shape: PixelShape
): Promise<Result<Uint8Array, FrameError>> {
	const frameBytes = Math.ceil(
		(shape.rows * shape.columns * shape.samplesPerPixel * shape.bitsAllocated) / 8
	);
	if (file.transferSyntax.codec === 'deflated-frame') return inflateRaw(frame, frameBytes + 1);
	if (file.transferSyntax.encapsulated && frame.length < frameBytes) return err('pixel-data-truncated');
	const native = file.transferSyntax.encapsulated ? frame.subarray(0, frameBytes) : frame;
	if (file.transferSyntax.littleEndian) return ok(native);
	// In big endian files OW pixels are swapped by words, whatever their depth (PS3.5 7.3, 8.1.2).
	const isWords = file.pixelData?.vr === 'OW';
	return ok(swapBytes(native, isWords ? Math.max(2, shape.bitsAllocated / 8) : 1));
}
