import { readCodestreamHeader } from '#lib/core/dicom/codestream-header.ts';
import { isCutOff, isShortRle } from '#lib/core/dicom/cut-off.ts';
import type { FramePart } from './one-part.ts';
import { cutOff } from './twelve-bits.ts';

/** What the header says of a frame's size; the loader's module and our own headers both have it. */
export type FrameSize = { rows: number; columns: number; samplesPerPixel?: number; bitsAllocated?: number };

/** More than any detector makes, and what a page can still hold twice. */
const mostBytes = 512 * 1024 * 1024;

const rle = '1.2.840.10008.1.2.5';
const native = /^1\.2\.840\.10008\.1\.2(?:\.[12])?$/;
const codestream = /^1\.2\.840\.10008\.1\.2\.4\.(?:5[0135]|57|70|8[01]|9[01]|20[123])$/;

/** Why a frame is not to be asked for: its header claims more than can be shown. */
export function claimsTooMuch(size: FrameSize): string | undefined {
	if (bytesOf(size) <= mostBytes) return undefined;
	return `its header claims ${size.columns} × ${size.rows} pixels`;
}

/** Why a frame that came is not to be decoded: bytes are missing, or it is of another size than its header says. */
export function mismatch(
	{ syntax, frame }: FramePart,
	size: FrameSize,
	photometric: string
): string | undefined {
	const needed = bytesOf(size) * (photometric === 'YBR_FULL_422' ? 2 / 3 : 1);
	if (native.test(syntax) && frame.length < needed)
		return `it is cut off: ${frame.length} bytes of ${Math.ceil(needed)} came`;
	if (syntax === rle && isShortRle(frame, segmentsOf(size)))
		return `it is cut off or damaged: ${frame.length} bytes came`;
	if (!codestream.test(syntax)) return undefined;
	const header = readCodestreamHeader(frame);
	if (!header) return 'its compressed data are damaged';
	const isSame = header.rows === size.rows && header.columns === size.columns;
	// Devices leave the end out of whole images of this process: whether they are whole is for `checkWhole` to say.
	if (isSame && header.process === 'jpeg-dct') return undefined;
	if (isSame) return isCutOff(frame, header.process) ? cutOff : undefined;
	return `it has ${header.columns} × ${header.rows} pixels, its header says ${size.columns} × ${size.rows}`;
}

function segmentsOf({ rows, columns, samplesPerPixel = 1, bitsAllocated = 16 }: FrameSize) {
	return { pixels: rows * columns, segments: (samplesPerPixel * bitsAllocated) / 8 };
}

function bytesOf({ rows, columns, samplesPerPixel = 1, bitsAllocated = 16 }: FrameSize): number {
	return (rows * columns * samplesPerPixel * bitsAllocated) / 8;
}
