import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeTable } from './column-table.ts';
import {
	allRows,
	countWhere,
	countWords,
	groupRows,
	numbers,
	sumOf,
	texts,
	where,
	whereRow,
	wordsIn,
	type Selection
} from './selection.ts';

const names = { texts: ['reader', 'score'], numbers: ['n'] };
const anyRow = fc.record({
	reader: fc.constantFrom('a', 'b', 'c', ''),
	score: fc.constantFrom('1', '2a', '3b'),
	n: fc.integer({ min: -1000, max: 1000 })
});
type Row = { readonly reader: string; readonly score: string; readonly n: number };
const rowsOf = (selection: Selection): Row[] =>
	Array.from(selection.rows, (row) => {
		const word = (name: string) =>
			texts(selection, name).words[texts(selection, name).codes[row] ?? -1] ?? '';
		return { reader: word('reader'), score: word('score'), n: numbers(selection, 'n')[row] ?? NaN };
	});

describe('some rows of a table', () => {
	it('are filtered, grouped, counted and added up as the same rows are as objects', () => {
		fc.assert(
			fc.property(fc.array(anyRow), fc.integer({ min: -1000, max: 1000 }), (rows, least) => {
				const all = allRows(makeTable(names, rows));
				expect(rowsOf(all)).toEqual(rows);
				const kept = whereRow(
					where(all, { reader: (word) => word < 'c', score: (word) => word !== '2a' }),
					(row) => (all.table.numbers.n?.[row] ?? 0) >= least
				);
				const own = rows.filter(({ reader, score, n }) => reader < 'c' && score !== '2a' && n >= least);
				expect(rowsOf(kept)).toEqual(own);
				expect(kept.size).toBe(own.length);
				const groups = Map.groupBy(own, ({ reader }) => reader);
				expect(new Map([...groupRows(kept, 'reader')].map(([word, part]) => [word, rowsOf(part)]))).toEqual(
					groups
				);
				expect(wordsIn(kept, 'reader').sort()).toEqual([...groups.keys()].sort());
				expect(countWords(kept, 'reader')).toEqual(
					[...groups]
						.map(([word, part]) => [word, part.length])
						.sort(([one, a], [other, b]) => Number(b) - Number(a) || (String(one) < String(other) ? -1 : 1))
				);
				expect(countWhere(kept, 'score', (word) => word === '1')).toBe(
					own.filter(({ score }) => score === '1').length
				);
				expect(sumOf(kept, 'n')).toBe(own.reduce((sum, { n }) => sum + n, 0));
			})
		);
	});

	it('are none of a table that has not the column that is tested', () => {
		expect(
			where(allRows(makeTable({ texts: ['reader'], numbers: [] }, [{ reader: 'a' }])), { score: () => true })
				.size
		).toBe(0);
	});
});
