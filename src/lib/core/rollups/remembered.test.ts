import { describe, expect, it } from 'vitest';
import { remembered } from './remembered.ts';

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
});
