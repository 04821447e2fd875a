import { adobeTransform } from '#lib/core/dicom/codestream-header.ts';
import { colourSpace, maskFrame } from '#lib/core/dicom/mask.ts';
import { renderGrey, renderPalette, type Window } from '#lib/core/dicom/render.ts';
import type { Picture } from '#lib/core/dicom/scale-picture.ts';
import type { OpenObject } from '#lib/features/imaging/open-objects.server.ts';
import type { PixelRelease } from '#lib/server/dicom/blinded-object.ts';
import { decodeFrame, type Samples } from '#lib/server/dicom/decode-frame.ts';
import { readFrame } from '#lib/server/dicom/read-frame.ts';

/**
 * One frame as a picture, with the rectangles blanked that its release names. Only pixels and what says how they are shown come
 * into it: no text is drawn. Null where the frame cannot be decoded or shown.
 */
export async function pictureOf(
	{ file, image, description: { pixels: shape } }: Omit<OpenObject, 'whole'>,
	{ frame: number, window, release }: { frame: number; window: Window | null; release: PixelRelease | null }
): Promise<Picture | null> {
	if (image.kind !== 'shown' || !shape) return null;
	const frame = await readFrame(file, image.frames, number);
	if (!frame.ok) return null;
	const decoded = await decodeFrame(file, shape, frame.value);
	if (!decoded.ok) return null;
	const { codec } = file.transferSyntax;
	const masked = maskFrame(decoded.value, shape, {
		space: colourSpace(codec, shape, adobeTransform(frame.value)),
		isPlanar: shape.planarConfiguration === 1 && (codec === 'native' || codec === 'deflated-frame'),
		rectangles: release?.kind === 'masked' ? release.rectangles : []
	});
	if (!masked) return null;
	const size = { width: shape.columns, height: shape.rows };
	if (shape.samplesPerPixel === 3) return { ...size, samples: 3, bytes: masked };
	const pixels = shape.rows * shape.columns;
	const samples = storedValues(masked, decoded.value, shape);
	const { dataset } = file;
	if (shape.photometricInterpretation === 'PALETTE COLOR') {
		const rgb = renderPalette(samples, { dataset, pixels });
		return rgb && { ...size, samples: 3, bytes: rgb };
	}
	return { ...size, samples: 1, bytes: renderGrey(samples, { dataset, frame: number, pixels, window }) };
}

/** Masked little endian bytes as the stored values that they are: bits above those stored are none of the value. */
function storedValues(
	bytes: Uint8Array,
	decoded: Samples,
	{
		bitsAllocated,
		bitsStored,
		pixelRepresentation
	}: { bitsAllocated: number; bitsStored: number; pixelRepresentation: number }
): ArrayLike<number> {
	const words =
		bitsAllocated > 8 ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1) : bytes;
	const bits = Math.min(bitsStored, bitsAllocated > 8 ? 16 : 8);
	const isSigned = pixelRepresentation === 1 || decoded instanceof Int16Array || decoded instanceof Int8Array;
	const shift = 32 - bits;
	const values = new Int32Array(words.length);
	for (let at = 0; at < words.length; at++) {
		const raised = (words[at] ?? 0) << shift;
		values[at] = isSigned ? raised >> shift : raised >>> shift;
	}
	return values;
}
