import { createHmac } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import { describeInstance, type InstanceDescription, type PixelShape } from '#lib/core/dicom/describe.ts';
import { tagOf } from '#lib/core/dicom/dictionary.ts';
import { frameTotal, indexFrames, type FrameIndex, type FrameIndexError } from '#lib/core/dicom/frames.ts';
import { blankComments } from '#lib/core/dicom/blank-comments.ts';
import { deviceMask, holdReason, type PixelPolicy } from '#lib/core/dicom/pixel-policy.ts';
import type { DicomFile } from '#lib/core/dicom/read-file.ts';
import { explicitLittleEndian, type TransferSyntax } from '#lib/core/dicom/transfer-syntax.ts';
import { sopClassKind } from '#lib/core/dicom/sop-class.ts';
import { makeUidMapper } from '#lib/core/dicom/uid.ts';
import { encodeDataset, encodeFileMeta, encodeHeader, itemHeader } from '#lib/core/dicom/write.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { blindedDataset, blindedFrameOf, carriesOverlay, type PixelRelease } from './blinded-object.ts';
import { openDicomFile, type OpenDicomFile, type OpenError } from './open-file.ts';
import { readFrame } from './read-frame.ts';

export type DeidentifyFileOptions = {
	/** New UID for an original one, such as {@link caseUidMapper} gives. */
	readonly uidFor: (original: string) => string;
	/** Stands as patient name and ID. */
	readonly caseLabel: string;
	/** What is known of text in the pixels, or the policy that decides: a held object goes without its pixels. */
	readonly pixels: PixelRelease | { readonly kind: 'by-policy'; readonly policy: PixelPolicy };
};

export type DeidentifyFileError =
	| OpenError
	| FrameIndexError
	| 'directory'
	| 'burned-in-annotation'
	| 'mask-not-possible'
	| 'pixel-data-truncated'
	| 'output-unwritable';

/** What was written: objects that are no images, and images that are held, lose their content and keep their header alone. */
export type DeidentifiedFile = {
	readonly frames: number;
	/** What was done about text in the pixels. */
	readonly pixels: PixelRelease['kind'];
};

/** New UIDs by HMAC-SHA-256 under the case's key. */
export function caseUidMapper(key: Uint8Array): (original: string) => string {
	return makeUidMapper((text) => createHmac('sha256', key).update(text).digest());
}

/**
 * Writes the de-identified copy of a file in its own transfer syntax. Pixels pass through in pieces; the output
 * appears under its name only when it is whole.
 */
export async function deidentifyDicomFile(
	inPath: string,
	outPath: string,
	options: DeidentifyFileOptions
): Promise<Result<DeidentifiedFile, DeidentifyFileError>> {
	const opened = await openDicomFile(inPath);
	if (!opened.ok) return opened;
	const file = opened.value;
	try {
		return await writeCopy(file, outPath, options);
	} finally {
		await file.close();
	}
}

/** A de-identified copy before it is written: Part 10 bytes that come as they are taken. */
export type DeidentifiedCopy = DeidentifiedFile & {
	readonly syntax: TransferSyntax;
	readonly chunks: AsyncIterable<Uint8Array>;
};

/** The de-identified copy of an open file; the file must stay open until the last chunk was taken. */
export async function deidentifiedCopy(
	file: DicomFile,
	options: DeidentifyFileOptions
): Promise<Result<DeidentifiedCopy, Exclude<DeidentifyFileError, OpenError | 'output-unwritable'>>> {
	const described = describeInstance(file);
	if (!described.ok && described.error === 'directory') return err('directory');
	const description = described.ok ? described.value : undefined;
	const pixels = releaseOf(description, options.pixels);
	const shape = pixels.kind === 'left-out' ? undefined : description?.pixels;
	const hasPixels = shape !== undefined && file.pixelData?.tag === tagOf('PixelData');
	const index = hasPixels ? await indexFrames(file, shape) : undefined;
	if (index && !index.ok) return index;
	if (index?.value.isTruncated) return err('pixel-data-truncated');

	const frames = index ? frameTotal(index.value) : 0;
	const dataset = blindedDataset(file, { ...options, pixels }, { shape, frames });
	if (!dataset.ok) return dataset;
	const isRedrawn = pixels.kind === 'masked' || (shape !== undefined && carriesOverlay(file, shape));
	const isMasked = isRedrawn && index !== undefined;
	if (isMasked && shape) {
		const first = await blindedFrameOf(file, { index: index.value, shape, number: 1, pixels });
		if (!first.ok) return err('mask-not-possible');
	}
	const syntax = isMasked ? explicitLittleEndian : file.transferSyntax;
	const meta = encodeFileMeta(dataset.value, syntax);
	if (!meta.ok) throw new Error('a de-identified data set always names its instance');
	const header = encodeDataset(dataset.value, syntax);
	const body =
		isMasked && shape
			? maskedBody(file, header, { index: index.value, shape, pixels })
			: bodyOf(file, header, index?.value);
	return ok({ frames, pixels: pixels.kind, syntax, chunks: partTen(meta.value, body, syntax) });
}

async function* partTen(
	meta: Uint8Array,
	body: AsyncGenerator<Uint8Array>,
	syntax: TransferSyntax
): AsyncGenerator<Uint8Array> {
	yield meta;
	yield* syntax.deflated ? Readable.from(body).compose(createDeflateRaw()) : body;
}

async function writeCopy(
	file: OpenDicomFile,
	outPath: string,
	options: DeidentifyFileOptions
): Promise<Result<DeidentifiedFile, DeidentifyFileError>> {
	const copy = await deidentifiedCopy(file, options);
	if (!copy.ok) return copy;
	const { frames, pixels, chunks } = copy.value;
	const part = `${outPath}.part`;
	try {
		await pipeline(Readable.from(chunks), createWriteStream(part));
		await rename(part, outPath);
	} catch (cause) {
		await rm(part, { force: true });
		if (cause instanceof Error && 'code' in cause) return err('output-unwritable');
		throw cause;
	}
	return ok({ frames, pixels });
}

/** What the policy says of an object, as the server's store does: held images go without their pixels. */
function releaseOf(
	description: InstanceDescription | undefined,
	pixels: DeidentifyFileOptions['pixels']
): PixelRelease {
	if (pixels.kind !== 'by-policy') return pixels;
	const { policy } = pixels;
	const mayShow = description !== undefined && sopClassKind(description.sopClassUID).image;
	if (!mayShow || holdReason(policy, description) === null)
		return { kind: mayShow ? 'unchecked' : 'left-out' };
	const rectangles = deviceMask(policy, description);
	if (rectangles === null) return { kind: 'left-out' };
	return rectangles.length > 0 ? { kind: 'masked', rectangles } : { kind: 'checked' };
}

/** The data set's bytes with every frame decoded and blanked. */
async function* maskedBody(
	file: DicomFile,
	header: Uint8Array,
	{ index, shape, pixels }: { index: FrameIndex; shape: PixelShape; pixels: PixelRelease }
): AsyncGenerator<Uint8Array> {
	yield header;
	const bytesOf = async (number: number): Promise<Uint8Array> => {
		const frame = await blindedFrameOf(file, { index, shape, number, pixels });
		if (!frame.ok) throw new Error(`frame ${number} could not be blanked: ${frame.error}`);
		return frame.value.bytes;
	};
	const first = await bytesOf(1);
	const frames = frameTotal(index);
	const length = first.length * frames;
	const vr = shape.bitsAllocated > 8 ? 'OW' : 'OB';
	yield encodeHeader(tagOf('PixelData'), vr, length + (length % 2), explicitLittleEndian);
	yield first;
	for (let number = 2; number <= frames; number++) yield await bytesOf(number);
	if (length % 2 === 1) yield Uint8Array.of(0);
}

const pieceBytes = 1024 * 1024;

/** The data set's bytes: header, then the pixels that the index knows and nothing that lies between or behind them. */
async function* bodyOf(
	file: DicomFile,
	header: Uint8Array,
	index: FrameIndex | undefined
): AsyncGenerator<Uint8Array> {
	yield header;
	if (!index) return;
	const encoding = file.transferSyntax;
	const tag = tagOf('PixelData');
	if (index.kind === 'native') {
		const length = Math.ceil((index.frameBits * index.frames) / 8);
		const vr = file.pixelData?.vr === 'OB' ? 'OB' : 'OW';
		yield encodeHeader(tag, vr, length + (length % 2), encoding);
		for (let at = 0; at < length; at += pieceBytes) {
			yield await file.body.read(index.offset + at, Math.min(pieceBytes, length - at));
		}
		if (length % 2 === 1) yield Uint8Array.of(0);
		return;
	}
	yield encodeHeader(tag, 'OB', undefined, encoding);
	yield itemHeader(0xe000, 0, true);
	for (let number = 1; number <= index.frames.length; number++) {
		const frame = await readFrame(file, index, number);
		if (!frame.ok) throw new Error(`frame ${number} could be indexed but not read: ${frame.error}`);
		const padding = frame.value.length % 2;
		yield itemHeader(0xe000, frame.value.length + padding, true);
		yield blankComments(frame.value);
		if (padding === 1) yield Uint8Array.of(0);
	}
	yield itemHeader(0xe0dd, 0, true);
}
