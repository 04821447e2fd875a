import { unpackTable, type ColumnNames, type ColumnTable } from '#lib/core/rollups/column-table.ts';
import { allRows, type Selection } from '#lib/core/rollups/selection.ts';

/** A rollup's bytes with the month that they are of; `key` names their content, and without `body` they have been kept before. */
export type Part = {
	readonly facilityId: string;
	readonly period: string;
	readonly key: string;
	readonly body: Uint8Array | null;
};

/** Thrown where parts have neither a body nor been kept; whoever asked sends them with their bodies. */
export class MissingParts extends Error {
	readonly keys: readonly string[];
	constructor(keys: readonly string[]) {
		super('parts are missing');
		this.keys = keys;
	}
}

/** What is kept at most, in bytes of decoded tables, and in words of all dictionaries: with more all is forgotten. */
const MOST_BYTES = 192 * 2 ** 20;
const MOST_WORDS = 1_000_000;
const MOST_JOINED = 4;

/** Codes are places in these, whatever table they are in: tables are joined by copying. */
const dictionaries = new Map<string, { readonly words: string[]; readonly places: Map<string, number> }>();
/** Tables by the key of their part, the one used longest ago first. */
const kept = new Map<string, ColumnTable>();
const joined = new Map<string, Selection>();
let bytes = 0;
let words = 0;

/**
 * All rows of some parts, one after the other, with the month of each. Bodies are decoded once; so are the same parts joined.
 * Throws `MissingParts`.
 */
export function joinParts(parts: readonly Part[], columns: ColumnNames): Selection {
	if (words > MOST_WORDS) forgetAll();
	// Held here before anything is decoded: what is decoded may push out what is kept.
	const known = parts.map(({ key }) => kept.get(key));
	const missing = parts.filter(({ body }, at) => body === null && !known[at]);
	if (missing.length > 0) throw new MissingParts(missing.map(({ key }) => key));
	const name = [...columns.texts, ...columns.numbers, ...parts.map(({ key }) => key)].join('\n');
	for (const { key } of parts) touch(key);
	const same = joined.get(name);
	if (same) return same;
	const tables = parts.map((part, at) => ({
		month: part.period,
		table: known[at] ?? decode(part.key, part.body ?? new Uint8Array(0))
	}));
	const selection = allRows(joinDecoded(tables, columns));
	joined.set(name, selection);
	for (const [first] of joined) if (joined.size > MOST_JOINED) joined.delete(first);
	return selection;
}

/** Forgets all that is kept. */
export function forgetAll(): void {
	for (const map of [dictionaries, kept, joined]) map.clear();
	[bytes, words] = [0, 0];
}

function touch(key: string): void {
	const table = kept.get(key);
	if (!table) return;
	kept.delete(key);
	kept.set(key, table);
}

function decode(key: string, body: Uint8Array): ColumnTable {
	const table = unpackTable(body);
	const texts = Object.entries(table.texts).map(([name, column]) => {
		const moved = Int32Array.from(column.words, (word) => placeOf(name, word));
		// A loop: a function for each of millions of codes costs more than all else that is done to them.
		const { codes } = column;
		for (let row = 0; row < codes.length; row++) codes[row] = moved[codes[row] ?? 0] ?? 0;
		return [name, { words: [], codes }] as const;
	});
	const own = { ...table, texts: Object.fromEntries(texts) };
	kept.set(key, own);
	bytes += bytesOf(own);
	// What has not been used for longest goes first, a version that is no more among it.
	for (const [first, old] of kept) {
		if (bytes <= MOST_BYTES || first === key) break;
		kept.delete(first);
		bytes -= bytesOf(old);
	}
	return own;
}

function bytesOf({ size, texts, numbers }: ColumnTable): number {
	return size * 4 * (Object.keys(texts).length + Object.keys(numbers).length);
}

function dictionaryOf(name: string): { readonly words: string[]; readonly places: Map<string, number> } {
	const known = dictionaries.get(name) ?? { words: [], places: new Map<string, number>() };
	dictionaries.set(name, known);
	return known;
}

function placeOf(name: string, word: string): number {
	const dictionary = dictionaryOf(name);
	const known = dictionary.places.get(word);
	if (known !== undefined) return known;
	dictionary.words.push(word);
	dictionary.places.set(word, dictionary.words.length - 1);
	words += 1;
	return dictionary.words.length - 1;
}

function joinDecoded(
	parts: readonly { readonly month: string; readonly table: ColumnTable }[],
	columns: ColumnNames
): ColumnTable {
	const size = parts.reduce((sum, { table }) => sum + table.size, 0);
	const joinColumn = (of: (table: ColumnTable) => Int32Array | undefined): Int32Array => {
		const values = new Int32Array(size);
		let at = 0;
		for (const { table } of parts) {
			const column = of(table);
			if (column) values.set(column, at);
			at += table.size;
		}
		return values;
	};
	const texts = columns.texts.map((name) => {
		const codes = joinColumn((table) => table.texts[name]?.codes);
		return [name, { words: dictionaryOf(name).words, codes }] as const;
	});
	const months = new Int32Array(size);
	let at = 0;
	for (const { month, table } of parts) {
		months.fill(placeOf('month', month), at, at + table.size);
		at += table.size;
	}
	const month = { words: dictionaryOf('month').words, codes: months };
	const numbers = columns.numbers.map((name) => [name, joinColumn((table) => table.numbers[name])] as const);
	return { size, texts: { ...Object.fromEntries(texts), month }, numbers: Object.fromEntries(numbers) };
}
