import { describe, expect, it } from 'vitest';
import { remembered, rememberedBytes } from './remembered.ts';

const manyRows = (): Int32Array => Int32Array.from({ length: 1000 }, (_, at) => at);

describe('remembered', () => {
	it('makes a result once for the same arrays, and anew for other rows, columns or names', () => {
		const [rows, column] = [manyRows(), manyRows()];
		let times = 0;
		const make = (): number => (times += 1);
		expect(remembered(rows, [column], 'sum', make)).toBe(1);
		expect(remembered(rows, [column], 'sum', make)).toBe(1);
		expect(remembered(rows, [column.slice()], 'sum', make)).toBe(2);
		expect(remembered(rows, [column], 'other', make)).toBe(3);
		expect(remembered(rows.slice(), [column], 'sum', make)).toBe(4);
	});

	it('keeps so many results of the same rows that memory has an end', () => {
		const rows = manyRows();
		let times = 0;
		for (let at = 0; at < 100; at++) remembered(rows, [], String(at), () => (times += 1));
		remembered(rows, [], '99', () => (times += 1));
		expect(times).toBe(100);
		remembered(rows, [], '0', () => (times += 1));
		expect(times).toBe(101);
	});

	it('keeps no more bytes than it may of all rows together, those used longest ago the first to go', () => {
		const shared = manyRows();
		const all = Array.from({ length: 6 }, manyRows);
		let times = 0;
		// Four bytes a row: the column that all share, and a result each.
		const ask = (nth: number) =>
			remembered(
				all[nth] ?? shared,
				[shared],
				'bytes',
				() => Int32Array.from(shared, () => (times += 1)),
				16_000
			);
		for (const nth of [0, 1, 2]) ask(nth);
		expect([rememberedBytes(), times]).toEqual([16_000, 3000]);
		// Used again, the first one outlives the second.
		for (const nth of [0, 3, 0]) ask(nth);
		expect([rememberedBytes(), times]).toEqual([16_000, 4000]);
		ask(1);
		expect([rememberedBytes(), times]).toEqual([16_000, 5000]);
		const most = remembered(all[5] ?? shared, [], 'too large', () => new Int32Array(10_000), 16_000);
		expect(rememberedBytes()).toBe(most.byteLength);
	});
});
