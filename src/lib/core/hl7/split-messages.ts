/** One message cut out of a stream, or why a stretch of it is none. `index` counts from 0 over both. */
export type SplitItem =
	| { readonly kind: 'message'; readonly index: number; readonly bytes: Uint8Array }
	| { readonly kind: 'refused'; readonly index: number; readonly reason: SplitError };

export type SplitError =
	| 'message-too-large'
	/** Bytes before the first or after the last segment of a message that are neither blank nor a batch header. */
	| 'text-outside-message';

export const defaultMaxMessageBytes = 16 * 1024 * 1024;

const CR = 0x0d;
const LF = 0x0a;
const MLLP_START = 0x0b;
const MLLP_END = 0x1c;

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Cuts messages out of a stream of bytes: one or many a file, any line ends, with or without BOM, MLLP framing and batch
 * segments (FHS, BHS, BTS, FTS), which are dropped. Holds one message at a time; one that grows beyond the limit is
 * skipped and named, and the next is read as usual.
 */
export async function* splitMessages(
	chunks: Chunks,
	{ maxMessageBytes = defaultMaxMessageBytes }: { maxMessageBytes?: number } = {}
): AsyncGenerator<SplitItem> {
	const cutter = makeCutter(maxMessageBytes);
	for await (const chunk of transcoded(chunks)) yield* cutter.push(chunk);
	yield* cutter.end();
}

function makeCutter(limit: number) {
	let index = 0;
	let line = new Uint8Array(1024);
	let length = 0;
	let lineTooLong = false;
	let message: Uint8Array[] | null = null;
	let size = 0;
	let tooLarge = false;
	let strayNamed = false;

	function* flush(): Generator<SplitItem> {
		if (message && tooLarge) yield { kind: 'refused', index: index++, reason: 'message-too-large' };
		else if (message) yield { kind: 'message', index: index++, bytes: joined(message, size) };
		message = null;
		size = 0;
		tooLarge = false;
	}

	function* endLine(): Generator<SplitItem> {
		const bytes = withoutMarks(line.subarray(0, length));
		const long = lineTooLong;
		length = 0;
		lineTooLong = false;
		if (long) tooLarge = true;
		if (bytes.length === 0) return;
		if (isHeader(bytes)) {
			yield* flush();
			message = [];
			strayNamed = false;
			tooLarge = long;
		} else if (isBatchSegment(bytes)) {
			yield* flush();
			return;
		} else if (!message) {
			if (!strayNamed && !isBlank(bytes)) {
				strayNamed = true;
				yield {
					kind: 'refused',
					index: index++,
					reason: long ? 'message-too-large' : 'text-outside-message'
				};
			}
			return;
		}
		size += bytes.length + 1;
		if (size > limit) tooLarge = true;
		if (tooLarge) message = [];
		else message?.push(bytes.slice());
	}

	function append(bytes: Uint8Array): void {
		if (length + bytes.length > limit) {
			// Keep the beginning, which says whether a message starts here.
			lineTooLong = true;
			bytes = bytes.subarray(0, Math.max(0, 64 - length));
		}
		if (length + bytes.length > line.length) {
			const grown = new Uint8Array(Math.max(line.length * 2, length + bytes.length));
			grown.set(line.subarray(0, length));
			line = grown;
		}
		line.set(bytes, length);
		length += bytes.length;
	}

	function* push(chunk: Uint8Array): Generator<SplitItem> {
		let from = 0;
		for (let at = 0; at < chunk.length; at += 1) {
			const byte = chunk[at];
			if (byte !== CR && byte !== LF && byte !== MLLP_START && byte !== MLLP_END) continue;
			append(chunk.subarray(from, at));
			from = at + 1;
			yield* endLine();
			if (byte === MLLP_END) yield* flush();
		}
		append(chunk.subarray(from));
	}

	function* end(): Generator<SplitItem> {
		yield* endLine();
		yield* flush();
	}

	return { push, end };
}

function joined(lines: readonly Uint8Array[], size: number): Uint8Array {
	const bytes = new Uint8Array(size);
	let at = 0;
	for (const line of lines) {
		bytes.set(line, at);
		bytes[at + line.length] = CR;
		at += line.length + 1;
	}
	return bytes;
}

function withoutMarks(line: Uint8Array): Uint8Array {
	const bom = line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf;
	return bom ? line.subarray(3) : line;
}

const startsWith = (line: Uint8Array, text: string) =>
	line.length > text.length && [...text].every((character, at) => line[at] === character.charCodeAt(0));

function isHeader(line: Uint8Array): boolean {
	const separator = line[3] ?? 0;
	return startsWith(line, 'MSH') && separator > 0x20 && !/[A-Za-z0-9]/.test(String.fromCharCode(separator));
}

function isBatchSegment(line: Uint8Array): boolean {
	const name = String.fromCharCode(...line.subarray(0, 3));
	return /^(FHS|BHS|BTS|FTS)$/.test(name) && !/[A-Za-z0-9]/.test(String.fromCharCode(line[3] ?? 0x7c));
}

const isBlank = (line: Uint8Array) =>
	line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x1a || byte === 0);

/** UTF-16 files, told by their byte order mark, go on as UTF-8. */
async function* transcoded(chunks: Chunks): AsyncGenerator<Uint8Array> {
	let decoder: TextDecoder | null | undefined;
	const encoder = new TextEncoder();
	for await (const chunk of chunks) {
		if (chunk.length === 0) continue;
		if (decoder === undefined) decoder = utf16Decoder(chunk);
		yield decoder ? encoder.encode(decoder.decode(chunk, { stream: true })) : chunk;
	}
	if (decoder) yield encoder.encode(decoder.decode());
}

function utf16Decoder(first: Uint8Array): TextDecoder | null {
	if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder('utf-16le');
	if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder('utf-16be');
	return null;
}
