import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCopyReader, type BytesRow } from './copy-rows.ts';

const int16 = (value: number): Buffer => {
	const bytes = Buffer.alloc(2);
	bytes.writeInt16BE(value);
	return bytes;
};
const int32 = (value: number): Buffer => {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32BE(value);
	return bytes;
};
const valueOf = (value: Uint8Array | null): Buffer =>
	value === null ? int32(-1) : Buffer.concat([int32(value.length), value]);

/** What PostgreSQL writes of some rows (postgresql.org/docs/18/sql-copy.html, “Binary Format”). */
function copied(rows: readonly BytesRow[]): Buffer {
	const header = [Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), int32(0), int32(0)];
	const body = rows.map(({ texts, bytes }) =>
		Buffer.concat([
			int16(texts.length + 1),
			...texts.map((text) => valueOf(text === null ? null : Buffer.from(text))),
			valueOf(bytes)
		])
	);
	return Buffer.concat([...header, ...body, int16(-1)]);
}

const anyRow: fc.Arbitrary<BytesRow> = fc.record({
	texts: fc.array(fc.option(fc.string({ unit: 'grapheme' })), { maxLength: 3 }),
	bytes: fc.option(fc.uint8Array({ maxLength: 40 }))
});

describe('a copied table', () => {
	it('gives the rows that were written, whatever pieces it comes in', () => {
		fc.assert(
			fc.property(fc.array(anyRow, { maxLength: 6 }), fc.array(fc.nat(200)), (rows, cuts) => {
				const stream = copied(rows);
				const places = [0, ...cuts.map((cut) => cut % stream.length).sort((a, b) => a - b), stream.length];
				const reader = makeCopyReader();
				for (const [nth, from] of places.slice(0, -1).entries()) {
					// The driver uses the memory of a piece again.
					const piece = Buffer.from(stream.subarray(from, places[nth + 1]));
					reader.take(piece);
					piece.fill(0);
				}
				expect(reader.rows()).toEqual(rows);
			})
		);
	});

	it('that is none, or ends too early, is refused', () => {
		expect(() => makeCopyReader().take(Buffer.alloc(40))).toThrow('not a copied table');
		const reader = makeCopyReader();
		reader.take(copied([]).subarray(0, -1));
		expect(() => reader.rows()).toThrow('before its end');
	});
});
