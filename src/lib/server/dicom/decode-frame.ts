import { readCodestreamHeader } from '#lib/core/dicom/codestream-header.ts';
import type { PixelShape } from '#lib/core/dicom/describe.ts';
import { decodeJpeg, type JpegError } from '#lib/core/dicom/jpeg/frame.ts';
import type { DicomFile } from '#lib/core/dicom/read-file.ts';
import { decodeRle } from '#lib/core/dicom/rle.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { decodeLosslessJpeg, decodeWithWasm } from './codecs.ts';
import { nativeFrame, type FrameError } from './read-frame.ts';

/** Stored values of one frame: before rescale and tables, in the colour space they are coded in. */
export type Samples = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

export type DecodeError =
	| FrameError
	| JpegError
	| 'no-decoder'
	| 'rle-malformed'
	| 'codestream-malformed'
	| 'size-differs-from-codestream'
	| 'pixel-format-unsupported';

type Decoded = Result<Samples, DecodeError>;

/** Decodes one frame's bytes to stored values, interleaved by pixel unless the file is planar. */
export async function decodeFrame(file: DicomFile, shape: PixelShape, frame: Uint8Array): Promise<Decoded> {
	const { codec } = file.transferSyntax;
	if (file.pixelData?.vr === 'OF' || file.pixelData?.vr === 'OD') return err('pixel-format-unsupported');
	if (codec === 'native' || codec === 'deflated-frame') {
		const bytes = await nativeFrame(file, frame, shape);
		return bytes.ok ? toSamples(bytes.value, shape.bitsAllocated, isSigned(shape)) : bytes;
	}
	if (codec === 'rle') return decodeRleFrame(shape, frame);
	if (codec === 'jpeg-xl' || codec === 'video' || codec === 'jpip' || codec === 'unknown')
		return err('no-decoder');
	return decodeCodestream(shape, frame, codec === 'htj2k');
}

function isSigned(shape: PixelShape): boolean {
	return shape.pixelRepresentation === 1;
}

function decodeRleFrame(shape: PixelShape, frame: Uint8Array): Decoded {
	const { samplesPerPixel, bitsAllocated } = shape;
	if (bitsAllocated % 8 !== 0) return err('pixel-format-unsupported');
	const pixels = shape.rows * shape.columns;
	const bytes = decodeRle(frame, { pixels, samplesPerPixel, bytesPerSample: bitsAllocated / 8 });
	return bytes.ok ? toSamples(bytes.value, bitsAllocated, isSigned(shape)) : bytes;
}

/** Decodes by what the codestream says it is: transfer syntaxes within the JPEG family are often mislabelled. */
async function decodeCodestream(
	shape: PixelShape,
	frame: Uint8Array,
	isHighThroughput: boolean
): Promise<Decoded> {
	const header = readCodestreamHeader(frame);
	if (!header) return err('codestream-malformed');
	const isSame = header.rows === shape.rows && header.columns === shape.columns;
	if (!isSame || header.components > 4) return err('size-differs-from-codestream');
	const values = header.rows * header.columns * header.components;
	if (header.process === 'jpeg-other') return err('no-decoder');
	if (header.process === 'jpeg-dct') {
		const decoded = decodeJpeg(frame, shape);
		return decoded.ok ? ok(asSigned(decoded.value.samples, shape)) : decoded;
	}
	if (header.process === 'jpeg-lossless') {
		const samples = decodeLosslessJpeg(frame, header.bitsPerSample <= 8 ? 1 : 2);
		return samples && samples.length === values ? ok(asSigned(samples, shape)) : err('codestream-malformed');
	}
	const codec = isHighThroughput ? 'htj2k' : header.process;
	const output = await decodeWithWasm(codec, frame);
	if (!output) return err('codestream-malformed');
	const bits = output.bitsPerSample <= 8 ? 8 : 16;
	if (output.bytes.length !== (values * bits) / 8) return err('codestream-malformed');
	// A JPEG 2000 codestream knows its own sign, and where the header differs the codestream is right.
	return toSamples(output.bytes, bits, codec === 'jpeg-ls' ? isSigned(shape) : output.isSigned);
}

function asSigned(samples: Uint8Array | Uint16Array, shape: PixelShape): Samples {
	if (!isSigned(shape)) return samples;
	const { buffer, byteOffset, length } = samples;
	return samples instanceof Uint8Array
		? new Int8Array(buffer, byteOffset, length)
		: new Int16Array(buffer, byteOffset, length);
}

function toSamples(bytes: Uint8Array, bits: number, signed: boolean): Decoded {
	if (bits === 1) return ok(unpackBits(bytes));
	if (bits === 8) return ok(signed ? new Int8Array(bytes) : bytes);
	// A copy that begins on a multiple of the sample size.
	const whole = bytes.slice(0, bytes.length - (bytes.length % (bits / 8)));
	if (bits === 16) return ok(signed ? new Int16Array(whole.buffer) : new Uint16Array(whole.buffer));
	if (bits === 32) return ok(signed ? new Int32Array(whole.buffer) : new Uint32Array(whole.buffer));
	return err('pixel-format-unsupported');
}

function unpackBits(bytes: Uint8Array): Uint8Array {
	const samples = new Uint8Array(bytes.length * 8);
	for (let i = 0; i < samples.length; i++) samples[i] = ((bytes[i >> 3] ?? 0) >> (i & 7)) & 1;
	return samples;
}
