import { describe, expect, it } from 'vitest';
import { expandSegments } from './segmented-table.ts';

const words = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);

describe('a segmented palette table', () => {
	it.each([
		['a run', [0, 3, 5, 6, 900], [5, 6, 900]],
		['a line from the value before', [0, 1, 100, 1, 4, 200], [100, 125, 150, 175, 200]],
		['a line that falls', [0, 1, 65_535, 1, 2, 1], [65_535, 32_768, 1]],
		['a copy of earlier segments', [0, 2, 10, 20, 1, 2, 40, 2, 2, 0, 0], [10, 20, 30, 40, 10, 20, 30, 40]]
	])('holds %s', (_name, values, entries) => {
		expect(expandSegments(words(...values), 16)).toEqual(entries);
	});

	it('is read by bytes where its entries have 8 bits', () => {
		expect(expandSegments(Uint8Array.of(0, 1, 10, 1, 2, 20, 2, 1, 0, 0, 0, 0), 8)).toEqual([10, 15, 20, 10]);
	});

	it.each([
		['nothing', []],
		['a run that is cut off', [0, 9, 1, 2]],
		['a line from nowhere', [1, 4, 200]],
		['a copy of a copy', [0, 1, 7, 2, 1, 6, 0]],
		['a copy from behind the end', [0, 1, 7, 2, 1, 900, 0]],
		['a code that nobody knows', [3, 1, 7]],
		['more entries than there can be', [0, 1, 7, 1, 40_000, 9, 1, 40_000, 7]]
	])('is refused where it holds %s', (_name, values) => {
		expect(expandSegments(words(...values), 16)).toBeNull();
	});
});
