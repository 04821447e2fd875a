import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinTables, makeTable, packTable, unpackTable, type ColumnTable } from './column-table.ts';

const names = { texts: ['reader', 'score'], numbers: ['n', 'minute'] };
const rowsOf = (table: ColumnTable) =>
	Array.from({ length: table.size }, (_, row) => ({
		...Object.fromEntries(
			Object.entries(table.texts).map(([name, { words, codes }]) => [name, words[codes[row] ?? -1]])
		),
		...Object.fromEntries(Object.entries(table.numbers).map(([name, values]) => [name, values[row]]))
	}));
const anyRow = fc.record({
	reader: fc.string(),
	score: fc.constantFrom('1', '2a', ''),
	n: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
	minute: fc.nat(1000)
});

describe('a table by columns', () => {
	it('comes back from its bytes as it was', () => {
		fc.assert(
			fc.property(fc.array(anyRow), (rows) => {
				expect(rowsOf(unpackTable(packTable(makeTable(names, rows))))).toEqual(rows);
			})
		);
	});

	it('is read from bytes that lie anywhere in a buffer', () => {
		const bytes = packTable(makeTable(names, [{ reader: 'ü', score: '1', n: 3, minute: 4 }]));
		const shifted = new Uint8Array(bytes.length + 3);
		shifted.set(bytes, 3);
		expect(rowsOf(unpackTable(shifted.subarray(3)))).toEqual([{ reader: 'ü', score: '1', n: 3, minute: 4 }]);
	});

	it('joined is all rows in order, whatever the dictionaries were', () => {
		fc.assert(
			fc.property(fc.array(fc.array(anyRow)), (groups) => {
				const parts = groups.map((rows, nth) => ({
					table: makeTable(names, rows),
					labels: { facility: `f${nth}` }
				}));
				const joined = joinTables({ texts: [...names.texts, 'facility'], numbers: names.numbers }, parts);
				const labelled = groups.flatMap((rows, nth) => rows.map((row) => ({ ...row, facility: `f${nth}` })));
				expect(rowsOf(joined)).toEqual(labelled);
			})
		);
	});

	it('takes neither half a number nor half a table', () => {
		expect(() => makeTable(names, [{ n: 1.5 }])).toThrow(RangeError);
		expect(() => makeTable(names, [{ n: 2 ** 31 }])).toThrow(RangeError);
		const bytes = packTable(makeTable(names, [{ reader: 'a' }]));
		expect(() => unpackTable(bytes.subarray(0, -1))).toThrow(RangeError);
	});
});
