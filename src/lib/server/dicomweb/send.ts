import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import {
	lengthOf,
	lengthOfPiece,
	problems,
	type Answer,
	type Body,
	type Chunk,
	type Piece
} from './answer.ts';
import { LENT_BYTES, makeLender, type LentBuffer } from './lent-buffers.ts';

/** Most bytes that are read at a time for one client. */
const PIECE_BYTES = LENT_BYTES;

class Short extends Error {
	constructor() {
		super('the file is shorter than it was');
	}
}

/** The bytes of a body one after the other. Throws where a file ends before the length that it had. */
export async function* chunksOf(body: Body): AsyncGenerator<Uint8Array> {
	try {
		const chunks: AsyncIterable<Chunk> | readonly Piece[] =
			body.kind === 'chunks' ? body.chunks : body.pieces;
		for await (const chunk of chunks) {
			if (chunk instanceof Uint8Array) yield chunk;
			else yield* chunksOfPiece(chunk);
		}
	} finally {
		body.release?.();
	}
}

async function* chunksOfPiece(piece: Piece): AsyncGenerator<Uint8Array> {
	if ('bytes' in piece) {
		yield piece.bytes;
		return;
	}
	for (let at = 0; at < piece.length; at += PIECE_BYTES) {
		const wanted = Math.min(PIECE_BYTES, piece.length - at);
		const bytes = await piece.source.read(piece.offset + at, wanted);
		if (bytes.length < wanted) throw new Short();
		yield bytes;
	}
}

/** Bytes of an answer in memory that is called back when the system has taken them. */
type Filled = { readonly bytes: Uint8Array; readonly lent: LentBuffer | null };

const { lend } = makeLender();

/** The pieces of a body laid one after the other into lent buffers, so that a frame and what stands around it go out at once. */
async function* filledWith(pieces: readonly Piece[]): AsyncGenerator<Filled> {
	const inMemory = pieces.flatMap((piece) => ('bytes' in piece ? [piece.bytes] : []));
	if (inMemory.length === pieces.length) {
		const [only] = inMemory;
		yield { bytes: only && inMemory.length === 1 ? only : Buffer.concat(inMemory), lent: null };
		return;
	}
	let lent = lend();
	let filled = 0;
	for (const piece of pieces) {
		const length = lengthOfPiece(piece);
		for (let at = 0; at < length;) {
			if (filled === lent.bytes.length) {
				yield { bytes: lent.bytes, lent };
				lent = lend();
				filled = 0;
			}
			const part = Math.min(length - at, lent.bytes.length - filled);
			const into = lent.bytes.subarray(filled, filled + part);
			if ('bytes' in piece) into.set(piece.bytes.subarray(at, at + part));
			else await fill(into, piece.source, piece.offset + at);
			at += part;
			filled += part;
		}
	}
	yield { bytes: lent.bytes.subarray(0, filled), lent };
}

async function fill(
	into: Uint8Array,
	source: Extract<Piece, { offset: number }>['source'],
	offset: number
): Promise<void> {
	if (source.readInto) {
		if ((await source.readInto(into, offset)) < into.length) throw new Short();
		return;
	}
	const bytes = await source.read(offset, into.length);
	if (bytes.length < into.length) throw new Short();
	into.set(bytes);
}

async function* filledOf(body: Body): AsyncGenerator<Filled> {
	try {
		if (body.kind === 'pieces') yield* filledWith(body.pieces);
		else yield* filledAhead(body.chunks);
	} finally {
		body.release?.();
	}
}

/** Chunks as they are made, one ahead: the first of a file are read before the head of a part has gone out. */
async function* filledAhead(chunks: AsyncIterable<Chunk>): AsyncGenerator<Filled> {
	let ahead: Filled | null = null;
	for await (const chunk of chunks) {
		const pieces = [chunk instanceof Uint8Array ? { bytes: chunk } : chunk];
		for await (const filled of filledWith(pieces)) {
			if (ahead) yield ahead;
			ahead = filled;
		}
	}
	if (ahead) yield ahead;
}

/**
 * Writes an answer to a client of `node:http`, a piece at a time and no faster than it is taken. What cannot be read is told with
 * a status as long as nothing has gone out; later the connection is cut, so that nobody takes a part for the whole.
 */
export async function send(
	response: ServerResponse,
	answer: Answer,
	{ isHead }: { isHead: boolean }
): Promise<void> {
	const { body } = answer;
	const length = body ? lengthOf(body) : 0;
	if (isHead || !body) {
		body?.release?.();
		if (length !== null && (answer.status !== 304 || length > 0))
			response.setHeader('content-length', length);
		response.writeHead(answer.status, { ...answer.headers }).end();
		return;
	}
	const parts = filledOf(body);
	// The first bytes of a file are read before the head goes out.
	let next: IteratorResult<Filled>;
	try {
		next = await parts.next();
	} catch {
		await send(response, problems.unreadable, { isHead });
		return;
	}
	if (length !== null) response.setHeader('content-length', length);
	response.writeHead(answer.status, { ...answer.headers });
	try {
		let sent = 0;
		while (!next.done && !response.destroyed) {
			const { bytes, lent } = next.value;
			sent += bytes.length;
			// Memory that a broken connection may still hold is not lent again.
			const isTaken = response.write(bytes, (error) => error ?? lent?.giveBack());
			if (length !== null && sent >= length) break;
			if (!isTaken) await drained(response);
			next = await parts.next();
		}
		response.end();
		await parts.return(undefined);
	} catch {
		response.destroy();
	}
}

async function drained(response: ServerResponse): Promise<void> {
	if (response.destroyed) return;
	const gone = new AbortController();
	const stop = (): void => gone.abort();
	response.once('close', stop);
	try {
		await once(response, 'drain', { signal: gone.signal });
	} catch {
		// The client hung up: the loop sees that the response is destroyed.
	} finally {
		response.off('close', stop);
	}
}
