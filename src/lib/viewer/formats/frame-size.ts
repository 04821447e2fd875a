import { readCodestreamHeader } from '#lib/core/dicom/codestream-header.ts';
import type { FramePart } from './one-part.ts';

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
	// PackBits gives at most 64 bytes for one (PS3.5 G.3.1).
	if (syntax === rle && frame.length * 64 < bytesOf(size))
		return `it is cut off: only ${frame.length} bytes came`;
	if (!codestream.test(syntax)) return undefined;
	const header = readCodestreamHeader(frame);
	if (!header) return 'its compressed data are damaged';
	if (header.rows === size.rows && header.columns === size.columns) return undefined;
	return `it has ${header.columns} × ${header.rows} pixels, its header says ${size.columns} × ${size.rows}`;
}

function bytesOf({ rows, columns, samplesPerPixel = 1, bitsAllocated = 16 }: FrameSize): number {
	return (rows * columns * samplesPerPixel * bitsAllocated) / 8;
}
