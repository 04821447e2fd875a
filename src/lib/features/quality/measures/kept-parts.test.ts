import { beforeEach, describe, expect, it } from 'vitest';
import { makeTable, packTable } from '#lib/core/rollups/column-table.ts';
import { texts, type Selection } from '#lib/core/rollups/selection.ts';
import { forgetAll, joinParts, MissingParts, type Part } from './kept-parts.ts';

const columns = { texts: ['reader'], numbers: ['n'] };
const part = (key: string, readers: readonly string[], period = '2026-01'): Part => ({
	facilityId: 'f',
	period,
	key,
	body: packTable(
		makeTable(
			columns,
			readers.map((reader, n) => ({ reader, n }))
		)
	)
});
const withoutBody = (one: Part): Part => ({ ...one, body: null });
const readersOf = (rows: Selection): string[] => {
	const { words, codes } = texts(rows, 'reader');
	return Array.from(rows.rows, (row) => words[codes[row] ?? -1] ?? '');
};

describe('parts of rollups', () => {
	beforeEach(forgetAll);

	it('are one table with the month of each, whatever their own dictionaries were', () => {
		const rows = joinParts([part('a', ['x', 'y']), part('b', ['y', 'z'], '2026-02')], columns);
		expect(readersOf(rows)).toEqual(['x', 'y', 'y', 'z']);
		const month = texts(rows, 'month');
		expect(Array.from(month.codes, (code) => month.words[code])).toEqual([
			'2026-01',
			'2026-01',
			'2026-02',
			'2026-02'
		]);
	});

	it('are kept by their key, and asked for again where they are not', () => {
		const one = part('a', ['x']);
		const asked = () => joinParts([withoutBody(one), withoutBody(part('b', ['y']))], columns);
		joinParts([one], columns);
		expect(asked).toThrow(MissingParts);
		expect(asked).toThrow(expect.objectContaining({ keys: ['b'] }));
		joinParts([part('b', ['y'])], columns);
		expect(readersOf(asked())).toEqual(['x', 'y']);
		// The same cell with another content has another key.
		expect(readersOf(joinParts([part('a 2', ['w']), withoutBody(part('b', []))], columns))).toEqual([
			'w',
			'y'
		]);
	});

	it('of nothing have the columns that were asked for', () => {
		expect(joinParts([], columns).table.texts.reader).toBeDefined();
		expect(joinParts([], { texts: ['day'], numbers: [] }).table.texts.reader).toBeUndefined();
	});
});
