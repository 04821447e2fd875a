import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { lengthOf, type Answer } from './answer.ts';
import { chunksOf } from './send.ts';

/** An answer as a web Response, for where a framework wants one; without its body to who asks for the head alone. */
export function toResponse(
	{ status, headers: own, body }: Answer,
	{ isHead }: { isHead: boolean }
): Response {
	const length = body ? lengthOf(body) : null;
	const headers = { ...own, ...(length === null ? {} : { 'content-length': String(length) }) };
	if (!body || isHead) {
		body?.release?.();
		return new Response(null, { status, headers });
	}
	const readable = Readable.from(chunksOf(body), { objectMode: false });
	// Who hangs up before the first byte never began to read.
	readable.once('close', () => body.release?.());
	const stream: NodeReadableStream = Readable.toWeb(readable);
	// Node types its own streams apart from the web's; they are the same at run time.
	return new Response(stream as unknown as ReadableStream, { status, headers });
}
