import type { ColumnTable, TextColumn } from './column-table.ts';
import { remembered } from './remembered.ts';

/** Some rows of a table, in its order. What is counted over hundreds of thousands of rows goes by codes, not by objects. */
export type Selection = {
	readonly table: ColumnTable;
	/** Places in the table. */
	readonly rows: Int32Array;
	readonly size: number;
};

const none: TextColumn = { words: [], codes: new Int32Array(0) };
const noNumbers = new Int32Array(0);

/** A text column; one that the table does not have is without words. */
export function texts({ table }: Selection, name: string): TextColumn {
	return table.texts[name] ?? none;
}

/** A number column, by places in the table; empty where the table does not have it. */
export function numbers({ table }: Selection, name: string): Int32Array {
	return table.numbers[name] ?? noNumbers;
}

/** All rows of a table. */
export function allRows(table: ColumnTable): Selection {
	const rows = new Int32Array(table.size);
	for (let at = 0; at < table.size; at++) rows[at] = at;
	return { table, rows, size: table.size };
}

/** None of the rows of a table. */
export function noRows({ table }: Selection): Selection {
	return { table, rows: new Int32Array(0), size: 0 };
}

/** The rows whose words pass all tests; each test is asked once a word. */
export function where(
	selection: Selection,
	tests: Readonly<Record<string, (word: string) => boolean>>
): Selection {
	const columns = Object.entries(tests).flatMap(([name, test]) => {
		const { words, codes } = texts(selection, name);
		const kept = Uint8Array.from(words, (word) => (test(word) ? 1 : 0));
		// A table without the column, or without rows, leaves nothing to test.
		return kept.includes(0) || words.length === 0 ? [{ codes, kept }] : [];
	});
	if (columns.length === 0) return selection;
	const { rows, size, table } = selection;
	const found = remembered(
		rows,
		columns.map(({ codes }) => codes),
		`where ${columns.map(({ kept }) => kept.join('')).join(' ')}`,
		() => passing(rows, size, columns)
	);
	return { table, rows: found, size: found.length };
}

function passing(
	rows: Int32Array,
	size: number,
	columns: readonly { readonly codes: Int32Array; readonly kept: Uint8Array }[]
): Int32Array {
	const found = new Int32Array(size);
	let count = 0;
	next: for (let at = 0; at < size; at++) {
		const row = rows[at] ?? 0;
		for (const { codes, kept } of columns) {
			if (kept[codes[row] ?? -1] !== 1) continue next;
		}
		found[count++] = row;
	}
	return found.subarray(0, count);
}

/** The rows that pass a test of their place in the table. */
export function whereRow(selection: Selection, test: (row: number) => boolean): Selection {
	const found = selection.rows.filter(test);
	return { table: selection.table, rows: found, size: found.length };
}

/** How many rows have each code of a text column. */
export function countCodes(selection: Selection, name: string): Int32Array {
	const { words, codes } = texts(selection, name);
	const { rows, size } = selection;
	return remembered(rows, [codes], `count ${words.length}`, () => {
		const counts = new Int32Array(words.length);
		for (let at = 0; at < size; at++) {
			const code = codes[rows[at] ?? 0] ?? 0;
			counts[code] = (counts[code] ?? 0) + 1;
		}
		return counts;
	});
}

/** How many rows have each word of one text column with each of another. */
export function countPairs(
	selection: Selection,
	name: string,
	otherName: string
): (word: string) => { readonly n: number; readonly of: (test: (other: string) => boolean) => number } {
	const [one, other] = [texts(selection, name), texts(selection, otherName)];
	const width = other.words.length;
	const { rows, size } = selection;
	const counts = remembered(rows, [one.codes, other.codes], `pairs ${one.words.length} ${width}`, () => {
		const sums = new Int32Array(one.words.length * width);
		for (let at = 0; at < size; at++) {
			const row = rows[at] ?? 0;
			const place = (one.codes[row] ?? 0) * width + (other.codes[row] ?? 0);
			sums[place] = (sums[place] ?? 0) + 1;
		}
		return sums;
	});
	return (word) => {
		const code = one.words.indexOf(word);
		const own = code < 0 ? new Int32Array(0) : counts.subarray(code * width, (code + 1) * width);
		return {
			n: own.reduce((sum, n) => sum + n, 0),
			of: (test) =>
				own.reduce((sum, n, place) => (n > 0 && test(other.words[place] ?? '') ? sum + n : sum), 0)
		};
	};
}

/** How many rows have a word that passes. */
export function countWhere(selection: Selection, name: string, test: (word: string) => boolean): number {
	const { words } = texts(selection, name);
	let sum = 0;
	for (const [code, count] of countCodes(selection, name).entries()) {
		if (count > 0 && test(words[code] ?? '')) sum += count;
	}
	return sum;
}

/** How many rows there are of each word, the most frequent first. */
export function countWords(selection: Selection, name: string): [word: string, n: number][] {
	const { words } = texts(selection, name);
	return [...countCodes(selection, name)]
		.map((n, code): [string, number] => [words[code] ?? '', n])
		.filter(([, n]) => n > 0)
		.sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}

/** The words of a text column that rows have, in the order of the dictionary. */
export function wordsIn(selection: Selection, name: string): string[] {
	const { words } = texts(selection, name);
	const counts = countCodes(selection, name);
	return words.filter((_, code) => (counts[code] ?? 0) > 0);
}

/** The rows of each word, each in the table's order. */
export function groupRows(selection: Selection, name: string): Map<string, Selection> {
	const { words, codes } = texts(selection, name);
	const { rows, size, table } = selection;
	const counts = countCodes(selection, name);
	const sorted = remembered(rows, [codes], `sorted ${words.length}`, () =>
		sortedByCode(rows, size, codes, counts)
	);
	const groups = new Map<string, Selection>();
	let at = 0;
	for (const [code, count] of counts.entries()) {
		if (count === 0) continue;
		groups.set(words[code] ?? '', { table, rows: sorted.subarray(at, at + count), size: count });
		at += count;
	}
	return groups;
}

function sortedByCode(rows: Int32Array, size: number, codes: Int32Array, counts: Int32Array): Int32Array {
	const sorted = new Int32Array(size);
	const ends = new Int32Array(counts.length);
	let end = 0;
	for (const [code, count] of counts.entries()) {
		ends[code] = end;
		end += count;
	}
	for (let at = 0; at < size; at++) {
		const row = rows[at] ?? 0;
		const code = codes[row] ?? 0;
		const place = ends[code] ?? 0;
		sorted[place] = row;
		ends[code] = place + 1;
	}
	return sorted;
}

/** The sum of a number column. */
export function sumOf(selection: Selection, name: string): number {
	const values = numbers(selection, name);
	const { rows, size } = selection;
	return remembered(rows, [values], 'sum', () => {
		let sum = 0;
		for (let at = 0; at < size; at++) sum += values[rows[at] ?? 0] ?? 0;
		return sum;
	});
}

/** The sum of a number column by the words of a text column, of those that rows have. */
export function sumWords(selection: Selection, name: string, ofName: string): ReadonlyMap<string, number> {
	const { words, codes } = texts(selection, name);
	const values = numbers(selection, ofName);
	const { rows, size } = selection;
	return remembered(rows, [codes, values], 'sums', () => {
		const counts = countCodes(selection, name);
		const sums = new Float64Array(counts.length);
		for (let at = 0; at < size; at++) {
			const row = rows[at] ?? 0;
			const code = codes[row] ?? 0;
			sums[code] = (sums[code] ?? 0) + (values[row] ?? 0);
		}
		return new Map(
			[...counts].flatMap((count, code) => (count > 0 ? [[words[code] ?? '', sums[code] ?? 0]] : []))
		);
	});
}
