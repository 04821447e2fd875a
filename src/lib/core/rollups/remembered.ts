type Entry = { readonly what: string; readonly columns: readonly Int32Array[]; readonly value: unknown };

/** So many results of the same rows are kept; they go with the rows. */
const MOST_OF_ROWS = 24;
/** What is made of fewer rows is made sooner than found. */
const LEAST_ROWS = 1000;
const known = new WeakMap<Int32Array, Entry[]>();

/**
 * What `make` gives of some rows of columns: made once for the same arrays, which nobody changes. Where one review has changed, most columns
 * of a joined table are the arrays that they were (`joinParts`), and what is made of these alone is not made again. `what` names the result
 * with all else that it depends on.
 */
export function remembered<T>(
	rows: Int32Array,
	columns: readonly Int32Array[],
	what: string,
	make: () => T
): T {
	if (rows.length < LEAST_ROWS) return make();
	const entries = known.get(rows) ?? [];
	known.set(rows, entries);
	const at = entries.findIndex(
		(entry) => entry.what === what && entry.columns.every((column, nth) => column === columns[nth])
	);
	// Whoever asks by the same name makes the same kind of result.
	const entry = entries[at] ?? { what, columns, value: make() };
	if (at >= 0) entries.splice(at, 1);
	entries.push(entry);
	if (entries.length > MOST_OF_ROWS) entries.shift();
	return entry.value as T;
}
