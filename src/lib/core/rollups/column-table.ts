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

type Header = ColumnNames & { readonly size: number; readonly words: readonly (readonly string[])[] };

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
	const header = new TextEncoder().encode(
		JSON.stringify({ texts, numbers, size: table.size, words } satisfies Header)
	);
	const columns = [...Object.values(table.texts).map(({ codes }) => codes), ...Object.values(table.numbers)];
	const bytes = new Uint8Array(HEADER_BYTES + header.length + columns.length * table.size * 4);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, header.length, true);
	bytes.set(header, HEADER_BYTES);
	let at = HEADER_BYTES + header.length;
	for (const column of columns) {
		for (const value of column) {
			view.setInt32(at, value, true);
			at += 4;
		}
	}
	return bytes;
}

/** The table of such bytes. Throws where they are no whole table. */
export function unpackTable(bytes: Uint8Array): ColumnTable {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const headerBytes = view.getUint32(0, true);
	const text = new TextDecoder().decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + headerBytes));
	const header = JSON.parse(text) as Header; // as packTable wrote it
	let at = HEADER_BYTES + headerBytes;
	if (at + (header.texts.length + header.numbers.length) * header.size * 4 !== bytes.byteLength) {
		throw new RangeError('not a whole table');
	}
	const column = (): Int32Array => {
		const values = new Int32Array(header.size);
		for (let row = 0; row < header.size; row++, at += 4) values[row] = view.getInt32(at, true);
		return values;
	};
	const texts = header.texts.map(
		(name, nth) => [name, { words: header.words[nth] ?? [], codes: column() }] as const
	);
	const numbers = header.numbers.map((name) => [name, column()] as const);
	return { size: header.size, texts: Object.fromEntries(texts), numbers: Object.fromEntries(numbers) };
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
