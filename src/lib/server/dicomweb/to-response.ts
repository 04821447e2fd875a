import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { lengthOf, type Answer } from './answer.ts';
import { chunksOf } from './send.ts';

/** An answer as a web Response, for where a framework wants one. */
export function toResponse(answer: Answer): Response {
	const length = answer.body ? lengthOf(answer.body) : null;
	const headers = { ...answer.headers, ...(length === null ? {} : { 'content-length': String(length) }) };
	if (!answer.body) return new Response(null, { status: answer.status, headers });
	const stream: NodeReadableStream = Readable.toWeb(
		Readable.from(chunksOf(answer.body), { objectMode: false })
	);
	// Node types its own streams apart from the web's; they are the same at run time.
	return new Response(stream as unknown as ReadableStream, { status: answer.status, headers });
}
