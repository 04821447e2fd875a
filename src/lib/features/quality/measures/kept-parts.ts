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

/** Parts one after the other, and where each begins. */
type Joined = {
	readonly columns: ColumnNames;
	readonly parts: readonly Placed[];
	readonly selection: Selection;
};
type Placed = {
	readonly key: string;
	readonly month: string;
	readonly table: ColumnTable;
	readonly at: number;
};

/** What is kept at most, in bytes of decoded tables, and in words of all dictionaries: with more all is forgotten. */
const MOST_BYTES = 192 * 2 ** 20;
const MOST_WORDS = 1_000_000;
const MOST_JOINED = 4;

/** Codes are places in these, whatever table they are in: tables are joined by copying. */
const dictionaries = new Map<string, { readonly words: string[]; readonly places: Map<string, number> }>();
/** Tables by the key of their part, the one used longest ago first. */
const kept = new Map<string, ColumnTable>();
const joined = new Map<string, Joined>();
let bytes = 0;
let words = 0;

/**
 * All rows of some parts, one after the other, with the month of each. Bodies are decoded once; so are the same parts joined. A column in
 * which nothing has changed since similar parts were joined is the same array. Throws `MissingParts`.
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
	if (same) {
		joined.delete(name);
		joined.set(name, same);
		return same.selection;
	}
	let size = 0;
	const placed = parts.map((part, nth): Placed => {
		const table = known[nth] ?? decode(part.key, part.body ?? new Uint8Array(0));
		const at = size;
		size += table.size;
		return { key: part.key, month: part.period, table, at };
	});
	const similar = [...joined.values()].findLast(
		(each) => each.selection.size === size && isSameNames(each.columns, columns)
	);
	const table = joinPlaced(placed, { columns, size, similar: similar ?? null });
	const selection = similar ? { ...similar.selection, table } : allRows(table);
	joined.set(name, { columns, parts: placed, selection });
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

function isSameNames(one: ColumnNames, other: ColumnNames): boolean {
	return `${one.texts.join()} ${one.numbers.join()}` === `${other.texts.join()} ${other.numbers.join()}`;
}

/** Of similar parts only those are looked at that are others now, and only columns that differ there are written anew. */
function joinPlaced(
	parts: readonly Placed[],
	{
		columns,
		size,
		similar
	}: { readonly columns: ColumnNames; readonly size: number; readonly similar: Joined | null }
): ColumnTable {
	const known = new Map(similar?.parts.map(({ key, at }) => [key, at]));
	const others = parts.filter(({ key, at }) => known.get(key) !== at);
	const joinColumn = (old: Int32Array | undefined, of: (part: Placed) => Int32Array | number): Int32Array => {
		const changed = old
			? others.filter((part) => !isWritten(of(part), old, part.at, part.table.size))
			: parts;
		if (old && changed.length === 0) return old;
		const values = old ? old.slice() : new Int32Array(size);
		for (const part of changed) {
			const own = of(part);
			if (typeof own === 'number') values.fill(own, part.at, part.at + part.table.size);
			else values.set(own, part.at);
		}
		return values;
	};
	const old = similar?.selection.table;
	const texts = columns.texts.map((name) => {
		const codes = joinColumn(old?.texts[name]?.codes, ({ table }) => table.texts[name]?.codes ?? 0);
		return [name, { words: dictionaryOf(name).words, codes }] as const;
	});
	const months = joinColumn(old?.texts.month?.codes, ({ month }) => placeOf('month', month));
	const month = { words: dictionaryOf('month').words, codes: months };
	const numbers = columns.numbers.map(
		(name) => [name, joinColumn(old?.numbers[name], ({ table }) => table.numbers[name] ?? 0)] as const
	);
	return { size, texts: { ...Object.fromEntries(texts), month }, numbers: Object.fromEntries(numbers) };
}

/** Whether a column holds these values from a place on. */
function isWritten(own: Int32Array | number, values: Int32Array, at: number, size: number): boolean {
	for (let row = 0; row < size; row++) {
		if (values[at + row] !== (typeof own === 'number' ? own : own[row])) return false;
	}
	return true;
}
