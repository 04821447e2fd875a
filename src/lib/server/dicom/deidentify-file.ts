import { createHmac } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import { deidentify, withFrameCount } from '#lib/core/dicom/deidentify.ts';
import { describeInstance } from '#lib/core/dicom/describe.ts';
import { tagOf } from '#lib/core/dicom/dictionary.ts';
import { frameTotal, indexFrames, type FrameIndex, type FrameIndexError } from '#lib/core/dicom/frames.ts';
import { blankComments } from '#lib/core/dicom/blank-comments.ts';
import { makeUidMapper } from '#lib/core/dicom/uid.ts';
import { encodeDataset, encodeFileMeta, encodeHeader, itemHeader } from '#lib/core/dicom/write.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { openDicomFile, type OpenDicomFile, type OpenError } from './open-file.ts';
import { readFrame } from './read-frame.ts';

export type DeidentifyFileOptions = {
	/** Keys the new UIDs: the same key keeps the objects of a case together. */
	readonly key: Uint8Array;
	/** Stands as patient name and ID. */
	readonly caseLabel: string;
};

export type DeidentifyFileError =
	| OpenError
	| FrameIndexError
	| 'directory'
	| 'burned-in-annotation'
	| 'pixel-data-truncated'
	| 'output-unwritable';

/** What was written: objects that are no images lose their content and keep their header alone. */
export type DeidentifiedFile = { readonly frames: number };

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

async function writeCopy(
	file: OpenDicomFile,
	outPath: string,
	{ key, caseLabel }: DeidentifyFileOptions
): Promise<Result<DeidentifiedFile, DeidentifyFileError>> {
	const described = describeInstance(file);
	if (!described.ok && described.error === 'directory') return err('directory');
	const dataset = deidentify(file.dataset, { uidFor: caseUidMapper(key), caseLabel });
	if (!dataset.ok) return dataset;
	const shape = described.ok ? described.value.pixels : undefined;
	const hasPixels = shape !== undefined && file.pixelData?.tag === tagOf('PixelData');
	const index = hasPixels ? await indexFrames(file, shape) : undefined;
	if (index && !index.ok) return index;
	if (index?.value.isTruncated) return err('pixel-data-truncated');

	const meta = encodeFileMeta(dataset.value, file.transferSyntax);
	if (!meta.ok) throw new Error('a de-identified data set always names its instance');
	const frames = index ? frameTotal(index.value) : 0;
	const kept = frames > 0 ? withFrameCount(dataset.value, frames) : dataset.value;
	const header = encodeDataset(kept, file.transferSyntax);
	const body = Readable.from(bodyOf(file, header, index?.value));
	const part = `${outPath}.part`;
	try {
		const output = createWriteStream(part);
		output.write(meta.value);
		const stages: Duplex[] = file.transferSyntax.deflated ? [createDeflateRaw()] : [];
		await pipeline([body, ...stages, output]);
		await rename(part, outPath);
	} catch (cause) {
		await rm(part, { force: true });
		if (cause instanceof Error && 'code' in cause) return err('output-unwritable');
		throw cause;
	}
	return ok({ frames });
}

const pieceBytes = 1024 * 1024;

/** The data set's bytes: header, then the pixels that the index knows and nothing that lies between or behind them. */
async function* bodyOf(
	file: OpenDicomFile,
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
