import { setImmediate as breathe } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, inflate } from 'node:zlib';
import { err, ok, type Result } from '#lib/core/result.ts';

export type PdfError =
	| 'unsupported-active-pdf'
	| 'unsupported-locked-pdf'
	| 'unsupported-broken-pdf'
	| 'unsupported-unpacking-pdf';

/** What one compressed stream of objects may grow to, and all of them together. */
const STREAM_MOST = 8_000_000;
const ALL_MOST = 40_000_000;
/** More than the pages of a document of this size have. */
const MOST_STREAMS = 50_000;
/** So many streams are looked at before others are answered. */
const STREAMS_AT_ONCE = 500;
/** Enough for a dictionary of a stream, in bytes before its keyword. */
const DICTIONARY_BYTES = 4096;
/** ISO 32000-1, 7.5.5 with the tolerance of readers: the mark of the end stands near it. */
const END_BYTES = 4096;

/** Names of PDF that run something, start something or carry files along (ISO 32000-1, 12.6.4, 7.11.4, 12.7.8, 13.2). */
const active = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|GoToE|ImportData)(?![A-Za-z0-9])/;
const locked = /\/Encrypt(?![A-Za-z0-9])/;

const unpack = promisify(inflate);

/** Names with their escapes undone: `/J#61vaScript` is `/JavaScript` (ISO 32000-1, 7.3.5). */
function plainNames(text: string): string {
	return text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/**
 * Looks into a PDF for what a document has no need of: scripts, programs to start, files inside, forms with scripts, a lock. Streams
 * that hold objects are unpacked, within bounds; others hold what pages show.
 */
export async function examinePdf(bytes: Buffer): Promise<Result<null, PdfError>> {
	const mark = bytes.lastIndexOf('%%EOF');
	if (mark < 0 || mark < bytes.length - END_BYTES) return err('unsupported-broken-pdf');
	const raw = bytes.toString('latin1');
	const outside = fault(raw);
	if (outside) return err(outside);
	let total = 0;
	let named = 0;
	let streams = 0;
	for (const { from, dictionary } of streamsOf(raw)) {
		streams += 1;
		if (streams > MOST_STREAMS) return err('unsupported-broken-pdf');
		if (streams % STREAMS_AT_ONCE === 0) await breathe();
		const names = plainNames(dictionary);
		const isNamed = objectStream.test(names);
		if (isNamed) named += 1;
		// Some readers ask only where the first object is.
		if (!isNamed && !firstObject.test(names)) continue;
		const end = raw.indexOf('endstream', from);
		const packed = bytes.subarray(from, end < 0 ? raw.length : end);
		const text = await unpacked(packed, names);
		if (!text.ok) return text;
		total += text.value.length;
		if (total > ALL_MOST) return err('unsupported-unpacking-pdf');
		const inside = fault(text.value);
		if (inside) return err(inside);
	}
	// Objects that are said to be packed where no stream was found could be anything.
	const said = plainNames(raw).match(new RegExp(objectStream, 'g'))?.length ?? 0;
	return said > named ? err('unsupported-broken-pdf') : ok(null);
}

function fault(text: string): PdfError | null {
	const names = plainNames(text);
	if (active.test(names)) return 'unsupported-active-pdf';
	return locked.test(names) ? 'unsupported-locked-pdf' : null;
}

/** ISO 32000-1, 7.5.7: the type of a stream of objects, and the key that says where the first of them begins. */
const objectStream = /\/ObjStm(?![A-Za-z0-9])/;
const firstObject = /\/First(?![A-Za-z0-9])/;

type Stream = { readonly from: number; readonly dictionary: string };

/** Where streams lie (ISO 32000-1, 7.3.8), with the line ends that readers let pass besides those of the standard. */
function* streamsOf(raw: string): Generator<Stream> {
	for (const { index, 0: keyword } of raw.matchAll(/stream[ \t]*(?:\r\n|\r|\n)?/g)) {
		if (raw.startsWith('end', index - 3)) continue;
		const before = raw.slice(Math.max(0, index - DICTIONARY_BYTES), index);
		const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
		yield { from: index + keyword.length, dictionary };
	}
}

/** A stream of objects as text. What is packed in a way that nobody here unpacks could hold anything. */
async function unpacked(packed: Buffer, dictionary: string): Promise<Result<string, PdfError>> {
	const isPacked = /\/Filter(?![A-Za-z])/.test(dictionary);
	if (!isPacked) return ok(packed.toString('latin1'));
	const isDeflated = /\/Filter\s*\[?\s*\/(FlateDecode|Fl)\s*(\]|\/|>|\s)/.test(dictionary);
	if (!isDeflated || /\/DecodeParms|\/FlateDecode\s*\/[A-Z]\w*Decode/.test(dictionary))
		return err('unsupported-broken-pdf');
	try {
		const text = await unpack(packed, { maxOutputLength: STREAM_MOST, finishFlush: constants.Z_SYNC_FLUSH });
		return ok(text.toString('latin1'));
	} catch (error) {
		const isTooLong = error instanceof RangeError;
		return err(isTooLong ? 'unsupported-unpacking-pdf' : 'unsupported-broken-pdf');
	}
}
