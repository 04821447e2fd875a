import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { lengthOf, problems, type Answer, type Body, type Piece } from './answer.ts';

/** Most bytes that are read at a time for one client. */
const PIECE_BYTES = 1024 * 1024;

class Short extends Error {}

/** The bytes of a body one after the other. Throws where a file ends before the length that it had. */
export async function* chunksOf(body: Body): AsyncGenerator<Uint8Array> {
	try {
		if (body.kind === 'chunks') yield* body.chunks;
		else for (const piece of body.pieces) yield* chunksOfPiece(piece);
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
		if (bytes.length < wanted) throw new Short('the file is shorter than it was');
		yield bytes;
	}
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
	const chunks = chunksOf(body);
	// The first bytes of a file are read before the head goes out.
	let next: IteratorResult<Uint8Array>;
	const ahead: Uint8Array[] = [];
	try {
		do {
			next = await chunks.next();
			if (!next.done) ahead.push(next.value);
		} while (!next.done && ahead.length < 2);
	} catch {
		await send(response, problems.unreadable, { isHead });
		return;
	}
	if (length !== null) response.setHeader('content-length', length);
	response.writeHead(answer.status, { ...answer.headers });
	response.cork();
	for (const chunk of ahead) response.write(chunk);
	response.uncork();
	try {
		for await (const chunk of chunks) {
			if (response.destroyed) break;
			if (!response.write(chunk)) await drained(response);
		}
		response.end();
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
