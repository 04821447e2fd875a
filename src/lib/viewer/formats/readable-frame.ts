import { readCodestreamHeader } from '#lib/core/dicom/codestream-header.ts';
import { isCutOff } from '#lib/core/dicom/cut-off.ts';
import { withRgbFrame } from '#lib/viewer/loading/ybr-422.ts';
import { withColourTransform } from './jpeg-colours.ts';
import { mismatch } from './frame-size.ts';
import { closePart, openPart, type FramePart } from './one-part.ts';
import { checkWhole, decodeTwelveBits } from './twelve-bits.ts';

/** What the header says of the pixels, as the image loader has it. */
export type PixelModule = {
	rows: number;
	columns: number;
	samplesPerPixel: number;
	bitsAllocated: number;
	photometricInterpretation: string;
};

const explicitLittleEndian = '1.2.840.10008.1.2.1';
const jpegBaseline = '1.2.840.10008.1.2.4.50';
const jpegLossless = '1.2.840.10008.1.2.4.70';
const jpegSyntax = /^1\.2\.840\.10008\.1\.2\.4\.(?:5[0135]|57|70)$/;

/** A frame's answer as the image loader reads it right; most come back as they are. Rejects where the frame cannot be decoded. */
export async function readableFrame(answer: ArrayBuffer, pixels: PixelModule): Promise<ArrayBuffer> {
	const part = openPart(answer);
	const reason = part && mismatch(part, pixels, pixels.photometricInterpretation);
	if (reason !== undefined) throw new Error(reason);
	if (part && jpegSyntax.test(part.syntax)) return readableJpeg(answer, part, pixels);
	return pixels.photometricInterpretation === 'YBR_FULL_422'
		? withRgbFrame(answer, pixels.rows * pixels.columns)
		: answer;
}

/** Within the JPEG family the codestream says what it is: transfer syntaxes are often mislabelled. */
async function readableJpeg(answer: ArrayBuffer, part: FramePart, pixels: PixelModule): Promise<ArrayBuffer> {
	const header = readCodestreamHeader(part.frame);
	if (header?.process === 'jpeg-lossless') return relabelled(answer, part, jpegLossless);
	if (header?.process !== 'jpeg-dct') return answer;
	if (isCutOff(part.frame, header.process)) await checkWhole(part.frame, pixels);
	if (header.bitsPerSample > 8 && pixels.samplesPerPixel === 1) {
		const samples = await decodeTwelveBits(part.frame, pixels);
		const frame = new Uint8Array(samples.length * 2);
		const view = new DataView(frame.buffer);
		for (const [at, sample] of samples.entries()) view.setUint16(2 * at, sample, true);
		return closePart({ ...part, syntax: explicitLittleEndian, frame });
	}
	if (pixels.samplesPerPixel !== 3) return relabelled(answer, part, jpegBaseline);
	const frame = withColourTransform(part.frame, pixels.photometricInterpretation);
	if (frame === part.frame) return relabelled(answer, part, jpegBaseline);
	return closePart({ ...part, syntax: jpegBaseline, frame });
}

function relabelled(answer: ArrayBuffer, part: FramePart, syntax: string): ArrayBuffer {
	return part.syntax === syntax ? answer : closePart({ ...part, syntax });
}
