import type { ByteSource } from '#lib/core/dicom/byte-source.ts';

/** A stretch of a body: bytes in memory, or a range of a file that is read when its turn comes. */
export type Piece =
	| { readonly bytes: Uint8Array }
	| { readonly source: ByteSource; readonly offset: number; readonly length: number };

/** Bytes as they are made, or a stretch of a file that is read when the chunk's turn comes, and before the next one is asked for. */
export type Chunk = Uint8Array | Piece;

/**
 * A body: pieces whose whole length is known and of which ranges can be given, or chunks that come as they are made. Whoever has it
 * calls `release` when it is sent, and also when it never will be.
 */
export type Body = (
	| { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
	| { readonly kind: 'chunks'; readonly chunks: AsyncIterable<Chunk>; readonly length: number | null }
) & { readonly release?: () => void };

/** An answer of the DICOMweb service before any server framework has seen it. */
export type Answer = {
	readonly status: number;
	/** Lower-case names; lengths are added when it is sent. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Body | null;
};

export type DicomwebRequest = {
	readonly method: string;
	/** Decoded segments of the path below the root of the service. */
	readonly segments: readonly string[];
	readonly query: URLSearchParams;
	/** Absolute URL of the root, for links in answers. */
	readonly root: string;
	header(name: string): string | null;
	readonly body: AsyncIterable<Uint8Array> | null;
	/** Aborted when whoever asks has gone. */
	readonly left?: () => AbortSignal;
};

export const lengthOfPiece = (piece: Piece): number => ('bytes' in piece ? piece.bytes.length : piece.length);

/** The length of a body in bytes; null where nobody knows it yet. */
export function lengthOf(body: Body): number | null {
	if (body.kind === 'chunks') return body.length;
	return body.pieces.reduce((sum, piece) => sum + lengthOfPiece(piece), 0);
}

/** What went wrong, in words for whoever wrote the client: codes and numbers alone, nothing of what was asked for or stored. */
export function problem(
	status: number,
	code: string,
	message: string,
	headers: Readonly<Record<string, string>> = {}
): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
		body: { kind: 'pieces', pieces: [{ bytes: Buffer.from(JSON.stringify({ error: code, message })) }] }
	};
}

/** Bytes with their type. */
export function plain(bytes: Uint8Array, headers: Readonly<Record<string, string>>, status = 200): Answer {
	return { status, headers, body: { kind: 'pieces', pieces: [{ bytes }] } };
}

export const problems = {
	notFound: problem(404, 'study-not-found', 'There is no such study, series or instance here.'),
	noInstance: problem(404, 'instance-not-found', 'The study has no such series or instance.'),
	noFrame: problem(404, 'frame-not-found', 'The instance has no such frame.'),
	noAttribute: problem(404, 'attribute-not-found', 'The instance has no bulk data under this attribute.'),
	noRoute: problem(404, 'not-found', 'There is no DICOMweb resource under this path.'),
	unreadable: problem(500, 'object-unreadable', 'The stored object cannot be read.'),
	notAcceptable: problem(406, 'not-acceptable', 'Nothing that Accept names can be given of this resource.'),
	notTranscoded: problem(
		406,
		'transfer-syntax-not-available',
		'The object cannot be given in this transfer syntax. Ask for transfer-syntax=* to have it as it is stored.'
	),
	notAllowed: (allow: string) =>
		problem(405, 'method-not-allowed', 'This resource does not take the method.', { allow })
} as const;
