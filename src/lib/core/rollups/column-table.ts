/** A table by columns: texts as numbers into a dictionary, whole numbers of 32 bits. What a rollup's body holds. */
export type ColumnTable = {
	readonly size: number;
	readonly texts: Readonly<Record<string, TextColumn>>;
	readonly numbers: Readonly<Record<string, Int32Array>>;
};

export type TextColumn = { readonly words: readonly string[]; readonly codes: Int32Array };

/** What a row is made of: a text column takes texts, a number column whole numbers of 32 bits. */
export type ColumnNames = { readonly texts: readonly string[]; readonly numbers: readonly string[] };
export type ColumnRow = Readonly<Record<string, string | number | null>>;

type Header = ColumnNames & {
	readonly size: number;
	readonly words: readonly (readonly string[])[];
	/** Of each column, texts first: bytes a value takes, and what a number is counted from. */
	readonly widths: readonly Width[];
	readonly bases: readonly number[];
};
type Width = 0 | 1 | 2 | 4;
/** A column as it is written: a code is a word's place, or 0 for the number 0 and else how far beyond `base` a number is, plus 1. */
type Packed = { readonly values: Int32Array; readonly width: Width; readonly base: number };

const HEADER_BYTES = 4;

/** A table of rows. A missing text is '', a missing number 0. Throws on a number that 32 bits do not hold. */
export function makeTable(names: ColumnNames, rows: readonly ColumnRow[]): ColumnTable {
	const texts = names.texts.map((name) => {
		const places = new Map<string, number>();
		const codes = Int32Array.from(rows, (row) => {
			const word = String(row[name] ?? '');
			const place = places.get(word) ?? places.size;
			places.set(word, place);
			return place;
		});
		return [name, { words: [...places.keys()], codes }] as const;
	});
	const numbers = names.numbers.map((name) => {
		const values = rows.map((row) => Number(row[name] ?? 0));
		for (const value of values) {
			if ((value | 0) !== value) throw new RangeError(`${name} is not a whole number of 32 bits`);
		}
		return [name, Int32Array.from(values)] as const;
	});
	return { size: rows.length, texts: Object.fromEntries(texts), numbers: Object.fromEntries(numbers) };
}

/** The bytes of a table: the same rows in the same order always give the same bytes. */
export function packTable(table: ColumnTable): Uint8Array {
	const texts = Object.keys(table.texts);
	const numbers = Object.keys(table.numbers);
	const words = texts.map((name) => table.texts[name]?.words ?? []);
	const columns = [
		...Object.values(table.texts).map(packCodes),
		...Object.values(table.numbers).map(packNumbers)
	];
	const widths = columns.map(({ width }) => width);
	const bases = columns.map(({ base }) => base);
	const header = new TextEncoder().encode(
		JSON.stringify({ texts, numbers, size: table.size, words, widths, bases } satisfies Header)
	);
	const bytes = new Uint8Array(HEADER_BYTES + header.length + bytesOf(widths, table.size));
	const view = new DataView(bytes.buffer);
	view.setUint32(0, header.length, true);
	bytes.set(header, HEADER_BYTES);
	let at = HEADER_BYTES + header.length;
	for (const { values, width, base } of columns) {
		if (width === 0) continue;
		for (const value of values) {
			if (width === 4) view.setInt32(at, value, true);
			else {
				const code = base === 0 ? value : value === 0 ? 0 : value - base + 1;
				if (width === 1) view.setUint8(at, code);
				else view.setUint16(at, code, true);
			}
			at += width;
		}
	}
	return bytes;
}

function packCodes({ words, codes }: TextColumn): Packed {
	const width = words.length <= 1 ? 0 : words.length <= 0x100 ? 1 : words.length <= 0x1_0000 ? 2 : 4;
	return { values: codes, width, base: 0 };
}

/** Months have few different minutes, though minutes are large: numbers are kept by how far they are from the least that is not 0. */
function packNumbers(values: Int32Array): Packed {
	let [least, most] = [Infinity, -Infinity];
	let isZeroIn = false;
	for (const value of values) {
		if (value === 0) isZeroIn = true;
		else {
			if (value < least) least = value;
			if (value > most) most = value;
		}
	}
	if (least > most) return { values, width: 0, base: 0 };
	if (least === most && !isZeroIn) return { values, width: 0, base: least };
	const range = most - least + 1;
	const width = range <= 0xff ? 1 : range <= 0xffff ? 2 : 4;
	return { values, width, base: least };
}

function bytesOf(widths: readonly Width[], size: number): number {
	return widths.reduce<number>((sum, width) => sum + width * size, 0);
}

/** The table of such bytes; without rows and columns that of none. Throws where they are no whole table. */
export function unpackTable(bytes: Uint8Array): ColumnTable {
	if (bytes.byteLength === 0) return { size: 0, texts: {}, numbers: {} };
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const headerBytes = view.getUint32(0, true);
	if (HEADER_BYTES + headerBytes > bytes.byteLength) throw new RangeError('not a whole table');
	const text = new TextDecoder().decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + headerBytes));
	const { size, widths, bases, ...header } = JSON.parse(text) as Header; // as packTable wrote it
	let at = HEADER_BYTES + headerBytes;
	if (at + bytesOf(widths, size) !== bytes.byteLength) throw new RangeError('not a whole table');
	let nth = 0;
	const column = (): Int32Array => {
		const [width = 0, base = 0] = [widths[nth], bases[nth]];
		nth += 1;
		const values = new Int32Array(size);
		if (width === 0) return base === 0 ? values : values.fill(base);
		const end = at + width * size;
		if (width === 1) values.set(bytes.subarray(at, end));
		else if (width === 2) {
			for (let row = 0; row < size; row++, at += 2) {
				values[row] = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
			}
		} else for (let row = 0; row < size; row++, at += 4) values[row] = view.getInt32(at, true);
		at = end;
		if (base === 0 || width === 4) return values;
		for (let row = 0; row < size; row++) {
			const code = values[row] ?? 0;
			if (code !== 0) values[row] = code + base - 1;
		}
		return values;
	};
	const texts = header.texts.map(
		(name, place) => [name, { words: header.words[place] ?? [], codes: column() }] as const
	);
	const numbers = header.numbers.map((name) => [name, column()] as const);
	return { size, texts: Object.fromEntries(texts), numbers: Object.fromEntries(numbers) };
}

/** The rows of all tables one after the other; `labels` gives each table a text column with one word. Columns are those of `names`. */
export function joinTables(
	names: ColumnNames,
	parts: readonly { readonly table: ColumnTable; readonly labels: Readonly<Record<string, string>> }[]
): ColumnTable {
	const size = parts.reduce((sum, { table }) => sum + table.size, 0);
	const texts = names.texts.map((name) => {
		const places = new Map<string, number>();
		const codes = new Int32Array(size);
		const placeOf = (word: string): number => {
			const place = places.get(word) ?? places.size;
			places.set(word, place);
			return place;
		};
		let at = 0;
		for (const { table, labels } of parts) {
			const label = labels[name];
			const column = table.texts[name];
			if (label !== undefined || !column) {
				if (table.size > 0) codes.fill(placeOf(label ?? ''), at, at + table.size);
			} else {
				const moved = column.words.map(placeOf);
				for (let row = 0; row < table.size; row++) codes[at + row] = moved[column.codes[row] ?? 0] ?? 0;
			}
			at += table.size;
		}
		return [name, { words: [...places.keys()], codes }] as const;
	});
	const numbers = names.numbers.map((name) => {
		const values = new Int32Array(size);
		let at = 0;
		for (const { table } of parts) {
			const column = table.numbers[name];
			if (column) values.set(column, at);
			at += table.size;
		}
		return [name, values] as const;
	});
	return { size, texts: Object.fromEntries(texts), numbers: Object.fromEntries(numbers) };
}
