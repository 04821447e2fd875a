import { createHash } from 'node:crypto';
import { lengthOfPiece, type Answer, type Chunk, type Piece } from './answer.ts';

/** One part of a multipart body. */
export type Part = { readonly type: string; readonly location?: string; readonly pieces: readonly Piece[] };

/**
 * A boundary that is always the same for the same resource, so that ranges of its body fit together; nobody can write a file that
 * holds it without knowing it.
 */
export function boundaryOf(key: string): string {
	return `overread-${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
}

export function partHead(
	boundary: string,
	part: Pick<Part, 'type' | 'location'> & { length?: number }
): Uint8Array {
	const location = part.location === undefined ? '' : `Content-Location: ${part.location}\r\n`;
	const length = part.length === undefined ? '' : `Content-Length: ${part.length}\r\n`;
	return Buffer.from(`--${boundary}\r\nContent-Type: ${part.type}\r\n${length}${location}\r\n`);
}

const lineEnd = Buffer.from('\r\n');

/** The value of the Content-Type of a multipart/related body (RFC 2387). */
export function multipartType(rootType: string, boundary: string, syntaxUid: string | null): string {
	const syntax = syntaxUid === null ? '' : `; transfer-syntax=${syntaxUid}`;
	return `multipart/related; type="${rootType}"${syntax}; boundary=${boundary}`;
}

/** Parts as one body whose length is known. */
export function multipart(
	parts: readonly Part[],
	options: {
		readonly key: string;
		readonly rootType: string;
		readonly syntaxUid: string | null;
		readonly headers: Readonly<Record<string, string>>;
		readonly release?: () => void;
	}
): Answer {
	const boundary = boundaryOf(options.key);
	const pieces = parts.flatMap((part): Piece[] => {
		const length = part.pieces.reduce((sum, piece) => sum + lengthOfPiece(piece), 0);
		return [{ bytes: partHead(boundary, { ...part, length }) }, ...part.pieces, { bytes: lineEnd }];
	});
	pieces.push({ bytes: Buffer.from(`--${boundary}--\r\n`) });
	return {
		status: 200,
		headers: {
			...options.headers,
			'content-type': multipartType(options.rootType, boundary, options.syntaxUid)
		},
		body: { kind: 'pieces', pieces, release: options.release }
	};
}

/** Parts as they are made. */
export async function* multipartChunks(
	boundary: string,
	parts: AsyncIterable<{
		readonly type: string;
		readonly chunks: AsyncIterable<Chunk> | Iterable<Chunk>;
	}>
): AsyncGenerator<Chunk> {
	for await (const part of parts) {
		yield partHead(boundary, part);
		yield* part.chunks;
		yield lineEnd;
	}
	yield Buffer.from(`--${boundary}--\r\n`);
}
