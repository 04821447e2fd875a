import { err, ok, type Result } from '#lib/core/result.ts';

/** A part as it comes in: its headers by lower-case name, and its bytes, which must be taken before the next part. */
export type ReceivedPart = {
	readonly headers: ReadonlyMap<string, string>;
	readonly body: AsyncIterable<Uint8Array>;
};

export type MultipartError = 'body-broken-off' | 'no-boundary' | 'part-head-too-large';

const MAX_HEAD = 16 * 1024;
const MAX_PREAMBLE = 64 * 1024;

/** Thrown out of a part's bytes when the body ends within it. */
class BrokenOff extends Error {}

/**
 * Reads a multipart body as it streams in (RFC 2046 5.1.1): nothing is held but the bytes that may be the beginning of a boundary.
 * It ends with an error where the body is broken; a part whose bytes nobody took is read past.
 */
export async function* readMultipart(
	source: AsyncIterable<Uint8Array>,
	boundary: string
): AsyncGenerator<Result<ReceivedPart, MultipartError>> {
	const chunks = source[Symbol.asyncIterator]();
	const delimiter = Buffer.from(`\r\n--${boundary}`);
	// The first boundary may stand at the very beginning: an end of line before it lets it be found like the others.
	let held: Buffer = Buffer.from('\r\n');

	/** Adds what comes next; false at the end. */
	async function more(): Promise<boolean> {
		const next = await chunks.next();
		if (next.done) return false;
		const { buffer, byteOffset, byteLength } = next.value;
		// Bytes of pixels are copied only where a boundary may begin in what came before.
		held =
			held.length === 0 ? Buffer.from(buffer, byteOffset, byteLength) : Buffer.concat([held, next.value]);
		return true;
	}

	/** Where the beginning of a delimiter stands at the end of what is held; its length where none does. */
	function endOfSafe(): number {
		const from = Math.max(0, held.length - delimiter.length + 1);
		for (let at = held.indexOf(0x0d, from); at >= 0; at = held.indexOf(0x0d, at + 1)) {
			if (held.subarray(at).equals(delimiter.subarray(0, held.length - at))) return at;
		}
		return held.length;
	}

	/** The bytes before the next delimiter, which is taken off after them. */
	async function* untilDelimiter(): AsyncGenerator<Uint8Array> {
		for (;;) {
			const at = held.indexOf(delimiter);
			if (at >= 0) {
				const part = held.subarray(0, at);
				held = held.subarray(at + delimiter.length);
				if (part.length > 0) yield part;
				return;
			}
			const safe = endOfSafe();
			if (safe > 0) {
				const part = held.subarray(0, safe);
				held = held.subarray(safe);
				yield part;
			}
			if (!(await more())) throw new BrokenOff();
		}
	}

	/** The line after a delimiter: true after the last one, null where the body ends. */
	async function isLast(): Promise<boolean | null> {
		for (;;) {
			if (held.length >= 2 && held[0] === 0x2d && held[1] === 0x2d) return true;
			const end = held.indexOf('\r\n');
			if (end >= 0) {
				held = held.subarray(end);
				return false;
			}
			if (held.length > MAX_HEAD || !(await more())) return null;
		}
	}

	try {
		let preamble = 0;
		for await (const chunk of untilDelimiter()) {
			preamble += chunk.length;
			if (preamble > MAX_PREAMBLE) return yield err('no-boundary');
		}
	} catch (error) {
		if (!(error instanceof BrokenOff)) throw error;
		return yield err('no-boundary');
	}
	for (;;) {
		const last = await isLast();
		if (last === null) return yield err('body-broken-off');
		if (last) return;
		// The head ends with an empty line; a part without one begins with it.
		let end = held.indexOf('\r\n\r\n');
		while (end < 0) {
			if (held.length > MAX_HEAD) return yield err('part-head-too-large');
			if (!(await more())) return yield err('body-broken-off');
			end = held.indexOf('\r\n\r\n');
		}
		if (end > MAX_HEAD) return yield err('part-head-too-large');
		const headers = parseHead(held.subarray(0, end).toString('latin1'));
		held = held.subarray(end + 4);
		const body = untilDelimiter();
		try {
			yield ok({ headers, body });
			for await (const _ of body);
		} catch (error) {
			if (!(error instanceof BrokenOff)) throw error;
			return yield err('body-broken-off');
		}
	}
}

/** Whether an error says that a body ended within a part. */
export function isBrokenOff(error: unknown): boolean {
	return error instanceof BrokenOff;
}

function parseHead(text: string): ReadonlyMap<string, string> {
	const headers = new Map<string, string>();
	for (const line of text.split('\r\n')) {
		const at = line.indexOf(':');
		if (at > 0) headers.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
	}
	return headers;
}
