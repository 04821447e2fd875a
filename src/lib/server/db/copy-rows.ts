import { Buffer } from 'node:buffer';

/** A row of a query whose columns are texts, but for the last one, which is bytes; null where a value is. */
export type BytesRow = {
	readonly texts: readonly (string | null)[];
	readonly bytes: Uint8Array | null;
};

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** Signature, flags, and the length of an extension of the header. */
const HEADER_BYTES = SIGNATURE.length + 8;
const NULL = -1;

/**
 * Takes what `COPY … TO STDOUT (FORMAT binary)` sends, in whatever pieces, and gives the rows
 * (postgresql.org/docs/18/sql-copy.html#id-1.9.3.55.9.4). A row's bytes are its own, and nothing of a piece is held. Throws where it is no such stream.
 */
export function makeCopyReader(): { take(piece: Uint8Array): void; rows(): BytesRow[] } {
	const rows: BytesRow[] = [];
	let rest: Buffer = Buffer.alloc(0);
	let hasHeader = false;
	let isOver = false;

	function take(piece: Uint8Array): void {
		const own = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
		const buffer = rest.length === 0 ? own : Buffer.concat([rest, own]);
		let at = 0;
		if (!hasHeader) {
			if (buffer.length < HEADER_BYTES) {
				rest = Buffer.from(buffer);
				return;
			}
			if (!buffer.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('not a copied table');
			at = HEADER_BYTES + buffer.readInt32BE(HEADER_BYTES - 4);
			hasHeader = true;
		}
		while (!isOver && at + 2 <= buffer.length) {
			const count = buffer.readInt16BE(at);
			if (count === NULL) isOver = true;
			const found = isOver ? null : rowAt(buffer, at + 2, count);
			if (!found) break;
			rows.push(found.row);
			at = found.end;
		}
		rest = isOver ? Buffer.alloc(0) : Buffer.from(buffer.subarray(at));
	}

	return {
		take,
		rows() {
			if (!isOver) throw new Error('a copied table ends before its end');
			return rows;
		}
	};
}

/** The row of so many values that begins at a place; null where it has not come as a whole. */
function rowAt(buffer: Buffer, from: number, count: number): { row: BytesRow; end: number } | null {
	const values: (Buffer | null)[] = [];
	let at = from;
	for (let nth = 0; nth < count; nth++) {
		if (at + 4 > buffer.length) return null;
		const length = buffer.readInt32BE(at);
		at += 4;
		if (length === NULL) {
			values.push(null);
			continue;
		}
		if (at + length > buffer.length) return null;
		values.push(buffer.subarray(at, at + length));
		at += length;
	}
	const last = values.pop() ?? null;
	const texts = values.map((value) => value && value.toString('utf8'));
	return { row: { texts, bytes: last && Uint8Array.from(last) }, end: at };
}
