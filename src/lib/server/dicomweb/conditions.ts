import { lengthOf, lengthOfPiece, problem, type Answer, type DicomwebRequest, type Piece } from './answer.ts';

/** Answers 304 to who has it already, and a range to who asks for one (RFC 9110 13, 14). */
export function applyConditions(request: Pick<DicomwebRequest, 'header' | 'method'>, answer: Answer): Answer {
	if (answer.status !== 200) return answer;
	const etag = answer.headers['etag'] ?? null;
	if (etag !== null && isMatch(request.header('if-none-match'), etag)) {
		answer.body?.release?.();
		const { etag: tag = '', 'cache-control': cache = '', vary = '' } = answer.headers;
		return {
			status: 304,
			headers: { etag: tag, 'cache-control': cache, ...(vary ? { vary } : {}) },
			body: null
		};
	}
	if (answer.body?.kind !== 'pieces' || answer.headers['content-encoding'] !== undefined) return answer;
	const ranged = { ...answer, headers: { ...answer.headers, 'accept-ranges': 'bytes' } };
	// A range of what is not sent means nothing (RFC 9110 14.2).
	const asked = request.method === 'GET' ? request.header('range') : null;
	const ifRange = request.header('if-range');
	if (asked === null || (ifRange !== null && ifRange !== etag)) return ranged;
	const total = lengthOf(answer.body) ?? 0;
	const range = parseRange(asked, total);
	if (range === null) return ranged;
	if (range === 'unsatisfiable') {
		answer.body?.release?.();
		return problem(416, 'range-not-satisfiable', `The resource has ${total} bytes.`, {
			'content-range': `bytes */${total}`
		});
	}
	const headers = { ...ranged.headers, 'content-range': `bytes ${range.from}-${range.to}/${total}` };
	return { status: 206, headers, body: { ...answer.body, pieces: cut(answer.body.pieces, range) } };
}

/** Whether the client has this very version already. */
export function isFresh(request: Pick<DicomwebRequest, 'header'>, etag: string): boolean {
	return isMatch(request.header('if-none-match'), etag);
}

function isMatch(header: string | null, etag: string): boolean {
	if (header === null) return false;
	return header
		.split(',')
		.some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));
}

type Range = { readonly from: number; readonly to: number };

/** One byte range; several at once, other units and nonsense are as if nobody had asked (RFC 9110 14.2). */
function parseRange(header: string, total: number): Range | 'unsatisfiable' | null {
	const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
	if (!match || (match[1] === '' && match[2] === '')) return null;
	const [, first = '', last = ''] = match;
	if (first === '') {
		const length = Math.min(Number(last), total);
		return length === 0 ? 'unsatisfiable' : { from: total - length, to: total - 1 };
	}
	const from = Number(first);
	const to = last === '' ? total - 1 : Math.min(Number(last), total - 1);
	if (last !== '' && Number(last) < from) return null;
	return from >= total ? 'unsatisfiable' : { from, to };
}

function cut(pieces: readonly Piece[], { from, to }: Range): Piece[] {
	let at = 0;
	return pieces.flatMap((piece): Piece[] => {
		const length = lengthOfPiece(piece);
		const start = Math.max(0, from - at);
		const end = Math.min(length, to + 1 - at);
		at += length;
		if (start >= end) return [];
		if ('bytes' in piece) return [{ bytes: piece.bytes.subarray(start, end) }];
		return [{ source: piece.source, offset: piece.offset + start, length: end - start }];
	});
}
