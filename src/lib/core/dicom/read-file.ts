import { err, ok, type Result } from '#lib/core/result.ts';
import { memorySource, type ByteSource } from './byte-source.ts';
import { textOf, type Dataset } from './dataset.ts';
import { tagOf } from './dictionary.ts';
import { parseDataset, type Encoding, type ParseOutcome, type PixelDataLocation } from './parse.ts';
import {
	explicitBigEndian,
	explicitLittleEndian,
	implicitLittleEndian,
	transferSyntax,
	type TransferSyntax
} from './transfer-syntax.ts';
import { isVr } from './vr.ts';

/** A file whose header has been read; its pixels still lie in `body`. */
export type DicomFile = {
	readonly hasPreamble: boolean;
	readonly meta: Dataset;
	readonly dataset: Dataset;
	/** As named in the file, or found out from its bytes where it names none. */
	readonly transferSyntax: TransferSyntax;
	readonly declaredTransferSyntaxUID: string | undefined;
	readonly pixelData: PixelDataLocation | undefined;
	/** What pixel offsets refer to: the file itself, or its inflated data set. */
	readonly body: ByteSource;
	readonly isTruncated: boolean;
};

export type DicomError =
	| 'empty-file'
	| 'not-dicom'
	| 'header-too-large'
	| 'nesting-too-deep'
	| 'too-many-elements'
	| 'deflated-data-unreadable'
	| 'inflated-data-too-large';

/** Inflates raw deflate data to at most `maxBytes`. */
export type Inflate = (
	bytes: Uint8Array,
	maxBytes: number
) => Promise<Result<Uint8Array, 'deflated-data-unreadable' | 'inflated-data-too-large'>>;

export type ReadOptions = {
	readonly inflate?: Inflate;
	/** Most bytes of header, pixel data not counted. */
	readonly maxHeaderBytes?: number;
	/** Most bytes of a deflated data set after inflation. */
	readonly maxInflatedBytes?: number;
	readonly maxDepth?: number;
	readonly maxElements?: number;
};

const firstReadBytes = 64 * 1024;
const defaults = {
	maxHeaderBytes: 64 * 1024 * 1024,
	maxInflatedBytes: 128 * 1024 * 1024,
	maxDepth: 48,
	maxElements: 500_000
};
const noElements: Dataset = { elements: new Map(), littleEndian: true, characterSets: [] };
const littleExplicit: Encoding = { explicit: true, littleEndian: true };

/** Reads a DICOM file's header (PS3.10 7), also one without preamble or file meta information. Pixels are not read. */
export async function readDicomFile(
	source: ByteSource,
	options: ReadOptions = {}
): Promise<Result<DicomFile, DicomError>> {
	const limits = { ...defaults, ...options };
	if (source.sizeBytes === 0) return err('empty-file');
	const start = await source.read(0, Math.min(source.sizeBytes, firstReadBytes));
	const hasPreamble = isMagic(start, 128);
	const metaAt = hasPreamble ? 132 : isMagic(start, 0) ? 4 : 0;
	const hasMeta = start[metaAt] === 2 && start[metaAt + 1] === 0;
	if (!hasPreamble && !hasMeta && !looksLikeDataset(start, metaAt)) return err('not-dicom');

	const meta = hasMeta
		? await parseGrowing(source, start, { at: metaAt, encoding: littleExplicit, onlyGroup: 2 }, limits)
		: ok({ dataset: noElements, at: metaAt });
	if (!meta.ok) return meta;
	const declared = textOf(meta.value.dataset, 'TransferSyntaxUID');

	let body = source;
	let dataAt = meta.value.at;
	if (declared && transferSyntax(declared).deflated) {
		const inflated = await inflateRest(source, dataAt, limits);
		if (!inflated.ok) return inflated;
		body = memorySource(inflated.value);
		dataAt = 0;
	}
	const head = body === source ? start : await body.read(0, firstReadBytes);
	const probe = dataAt + 8 <= head.length ? head : await body.read(0, dataAt + 16);
	const syntax = chooseSyntax(declared, probe, dataAt, body.sizeBytes);
	const parsed = await parseGrowing(body, head, { at: dataAt, encoding: syntax }, limits);
	if (!parsed.ok) return parsed;
	const { dataset, pixelData, truncated } = parsed.value;
	if (!hasPreamble && !isPlausible(dataset)) return err('not-dicom');
	return ok({
		hasPreamble,
		meta: meta.value.dataset,
		dataset,
		transferSyntax: syntax,
		declaredTransferSyntaxUID: declared,
		pixelData,
		body,
		isTruncated: truncated
	});
}

type Limits = typeof defaults & { readonly inflate?: Inflate };
type Part = { readonly at: number; readonly encoding: Encoding; readonly onlyGroup?: number };
type Parsed = Extract<ParseOutcome, { kind: 'parsed' }>;

/** Parses with as much of the file as it takes: four times more each round, so the work stays linear. */
async function parseGrowing(
	source: ByteSource,
	head: Uint8Array,
	part: Part,
	limits: Limits
): Promise<Result<Parsed, DicomError>> {
	let bytes = head;
	for (;;) {
		const { maxDepth, maxElements } = limits;
		const outcome = parseDataset({ bytes, fileBytes: source.sizeBytes, ...part, maxDepth, maxElements });
		if (outcome.kind === 'parsed') return ok(outcome);
		if (outcome.kind === 'failed') return err(outcome.error);
		if (outcome.untilByte > limits.maxHeaderBytes) return err('header-too-large');
		const wanted = Math.max(outcome.untilByte, bytes.length * 4);
		const more = await source.read(0, Math.min(wanted, limits.maxHeaderBytes, source.sizeBytes));
		// A file that shrinks while it is read ends where its bytes end.
		if (more.length <= bytes.length) return err('not-dicom');
		bytes = more;
	}
}

async function inflateRest(
	source: ByteSource,
	from: number,
	limits: Limits
): Promise<Result<Uint8Array, DicomError>> {
	const length = source.sizeBytes - from;
	if (!limits.inflate) return err('deflated-data-unreadable');
	if (length > limits.maxInflatedBytes) return err('inflated-data-too-large');
	return limits.inflate(await source.read(from, length), limits.maxInflatedBytes);
}

function isMagic(bytes: Uint8Array, at: number): boolean {
	return bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d;
}

/** Whether bytes without preamble could begin a data set: group 0008 in either byte order, element below 0020. */
function looksLikeDataset(bytes: Uint8Array, at: number): boolean {
	const [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2] ?? 0xff, bytes[at + 3] ?? 0xff];
	return (a === 8 && b === 0 && c < 0x20 && d === 0) || (a === 0 && b === 8 && c === 0 && d < 0x20);
}

function isPlausible(dataset: Dataset): boolean {
	return dataset.elements.has(tagOf('SOPClassUID')) || dataset.elements.has(tagOf('SOPInstanceUID'));
}

/** The declared syntax unless the first element shows that the file is not written in it; a guess where none is named. */
function chooseSyntax(
	declared: string | undefined,
	bytes: Uint8Array,
	at: number,
	sizeBytes: number
): TransferSyntax {
	const hasLetters = isVr(String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0));
	if (!declared) {
		if (!hasLetters) return implicitLittleEndian;
		return bytes[at] === 0 && bytes[at + 1] !== 0 ? explicitBigEndian : explicitLittleEndian;
	}
	const syntax = transferSyntax(declared);
	if (!syntax.explicit && hasLetters && at + 8 <= bytes.length) {
		const implicitLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at + 4, true);
		if (implicitLength > sizeBytes) return { ...syntax, explicit: true };
	}
	const isItem = bytes[at] === 0xfe && bytes[at + 1] === 0xff;
	if (syntax.explicit && !hasLetters && !isItem && at + 8 <= bytes.length)
		return { ...syntax, explicit: false };
	return syntax;
}
