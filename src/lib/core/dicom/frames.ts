import { err, ok, type Result } from '#lib/core/result.ts';
import type { ByteSource } from './byte-source.ts';
import { numbersOf } from './dataset.ts';
import { frameBits, type PixelShape } from './describe.ts';
import { walkFragments, type ByteRange, type FragmentError, type Fragments } from './fragments.ts';
import type { DicomFile } from './read-file.ts';

/** Where every frame's bytes stand in the file's body. */
export type FrameIndex =
	| {
			readonly kind: 'native';
			readonly offset: number;
			/** Bits from one frame to the next; frames of one-bit pixels need not begin on a byte. */
			readonly frameBits: number;
			readonly frames: number;
			/** Bytes of pixel data that are really there. */
			readonly availableBytes: number;
			readonly isTruncated: boolean;
	  }
	| {
			readonly kind: 'encapsulated';
			readonly frames: readonly (readonly ByteRange[])[];
			readonly isTruncated: boolean;
	  };

export type FrameIndexError =
	FragmentError | 'no-pixel-data' | 'frames-not-found' | 'frame-too-large' | 'too-many-frames';

/** Largest decoded frame the product takes: 16384 x 16384 at 16 bits. */
export const maxFrameBytes = 512 * 1024 * 1024;

/** Most frames of one object; whole recordings have some thousands. */
export const mostFrames = 100_000;

/** Finds every frame of an instance without reading its pixels. */
export async function indexFrames(
	file: DicomFile,
	shape: PixelShape
): Promise<Result<FrameIndex, FrameIndexError>> {
	const { pixelData } = file;
	if (!pixelData) return err('no-pixel-data');
	const bits = frameBits(shape);
	if (bits / 8 > maxFrameBytes) return err('frame-too-large');
	if (shape.frames > mostFrames) return err('too-many-frames');
	if (pixelData.length !== undefined) {
		const availableBytes = Math.min(pixelData.length, file.body.sizeBytes - pixelData.offset);
		return ok({
			kind: 'native',
			offset: pixelData.offset,
			frameBits: bits,
			frames: shape.frames,
			availableBytes,
			isTruncated: availableBytes * 8 < bits * shape.frames
		});
	}
	const walked = await walkFragments(file.body, pixelData.offset);
	if (!walked.ok) return walked;
	const frames = await groupFragments(file, walked.value, shape.frames);
	if (!frames) return err('frames-not-found');
	return ok({ kind: 'encapsulated', frames, isTruncated: walked.value.isTruncated });
}

/** Which fragments make which frame (PS3.5 A.4): by extended or basic offsets, by count, or by codestream beginnings. */
async function groupFragments(
	file: DicomFile,
	walked: Fragments,
	frames: number
): Promise<readonly (readonly ByteRange[])[] | undefined> {
	const { fragments, firstItemAt } = walked;
	if (fragments.length === 0) return undefined;
	if (frames === 1) return [fragments];
	const extended = numbersOf(file.dataset, 'ExtendedOffsetTable');
	for (const offsets of [extended, walked.basicOffsets]) {
		const grouped = offsets.length === frames ? groupByOffsets(fragments, firstItemAt, offsets) : undefined;
		if (grouped) return grouped;
	}
	if (fragments.length === frames) return fragments.map((fragment) => [fragment]);
	if (fragments.length < frames || file.transferSyntax.codec === 'rle') return undefined;
	const grouped = await groupByBeginnings(file.body, fragments);
	return grouped.length === frames ? grouped : undefined;
}

function groupByOffsets(
	fragments: readonly ByteRange[],
	firstItemAt: number,
	offsets: readonly number[]
): readonly (readonly ByteRange[])[] | undefined {
	const frameOf = new Map(offsets.map((offset, frame) => [firstItemAt + offset, frame]));
	const groups: ByteRange[][] = [];
	for (const fragment of fragments) {
		const frame = frameOf.get(fragment.offset - 8);
		if (frame !== undefined && frame !== groups.length) return undefined;
		if (frame !== undefined) groups.push([fragment]);
		else groups.at(-1)?.push(fragment);
	}
	return groups.length === offsets.length ? groups : undefined;
}

/** A JPEG family frame begins with SOI or SOC; no fragment in the middle of one can (0xFF is stuffed or followed by < 0x90). */
async function groupByBeginnings(
	source: ByteSource,
	fragments: readonly ByteRange[]
): Promise<readonly (readonly ByteRange[])[]> {
	const groups: ByteRange[][] = [];
	for (const fragment of fragments) {
		const [first, second, third] = await source.read(fragment.offset, Math.min(3, fragment.length));
		const isStart = first === 0xff && (second === 0xd8 || second === 0x4f) && third === 0xff;
		const group = groups.at(-1);
		if (isStart || !group) groups.push([fragment]);
		else group.push(fragment);
	}
	return groups;
}

/** How many frames an index holds. */
export function frameTotal(index: FrameIndex): number {
	return index.kind === 'native' ? index.frames : index.frames.length;
}

/** Where one frame's bytes stand. */
export type FramePlace = {
	readonly ranges: readonly ByteRange[];
	readonly totalBytes: number;
	/** Bits to leave out at the beginning: only for one-bit pixels. */
	readonly skipBits: number;
	/** Bytes the file owes for this frame. */
	readonly missingBytes: number;
};

/** The place of frame `number` (from 1, as DICOMweb counts); undefined where the instance has no such frame. */
export function placeOfFrame(index: FrameIndex, number: number): FramePlace | undefined {
	if (!Number.isInteger(number) || number < 1 || number > frameTotal(index)) return undefined;
	if (index.kind === 'encapsulated') {
		const ranges = index.frames[number - 1] ?? [];
		const totalBytes = ranges.reduce((sum, range) => sum + range.length, 0);
		return { ranges, totalBytes, skipBits: 0, missingBytes: 0 };
	}
	const startBit = (number - 1) * index.frameBits;
	const startByte = Math.floor(startBit / 8);
	const wanted = Math.ceil((startBit + index.frameBits) / 8) - startByte;
	const length = Math.max(0, Math.min(wanted, index.availableBytes - startByte));
	return {
		ranges: [{ offset: index.offset + startByte, length }],
		totalBytes: length,
		skipBits: startBit % 8,
		missingBytes: wanted - length
	};
}
