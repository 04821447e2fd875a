import { buffersIn, bytesOf } from './held-bytes.ts';

type Entry = {
	readonly what: string;
	readonly columns: readonly Int32Array[];
	readonly value: unknown;
	/** The memory that it keeps from being given back. */
	readonly buffers: ReadonlySet<ArrayBufferLike>;
	/** All results of the same rows, itself among them. */
	readonly siblings: Entry[];
	readonly ref: { of?: WeakRef<Entry> };
};

/** So many results of the same rows are kept; they go with the rows. */
const MOST_OF_ROWS = 24;
/** Bytes of columns and results that are kept of all rows together. The newest result stays, however large it is. */
const MOST_BYTES = 128 * 2 ** 20;
/** What is made of fewer rows is made sooner than found. */
const LEAST_ROWS = 1000;
const known = new WeakMap<Int32Array, Entry[]>();
/** Every result, the one used longest ago first. Held weakly: a result goes with its rows. */
const order = new Set<WeakRef<Entry>>();
/** No fewer bytes than are held: what several hold is counted anew, and once, only where this reaches the bound. */
let atMost = 0;

/**
 * What `make` gives of some rows of columns: made once for the same arrays, which nobody changes. Where one review has changed, most columns
 * of a joined table are the arrays that they were (`joinParts`), and what is made of these alone is not made again. `what` names the result
 * with all else that it depends on.
 */
export function remembered<T>(
	rows: Int32Array,
	columns: readonly Int32Array[],
	what: string,
	make: () => T,
	mostBytes = MOST_BYTES
): T {
	if (rows.length < LEAST_ROWS) return make();
	const entries = known.get(rows) ?? [];
	known.set(rows, entries);
	const found = entries.find(
		(entry) => entry.what === what && entry.columns.every((column, nth) => column === columns[nth])
	);
	if (found) {
		forget(found);
		keep(found);
		// Whoever asks by the same name makes the same kind of result.
		return found.value as T;
	}
	const value = make();
	const entry = { what, columns, value, buffers: buffersIn([columns, value]), siblings: entries, ref: {} };
	keep(entry);
	const [first] = entries;
	if (first && entries.length > MOST_OF_ROWS) forget(first);
	atMost += bytesOf([entry.buffers]);
	if (atMost > mostBytes) makeRoom(entry, mostBytes);
	return value;
}

/** Bytes that all results hold, with the columns they were made of; what several hold is counted once. */
export function rememberedBytes(): number {
	return bytesOf([...order].flatMap((ref) => ref.deref()?.buffers ?? []));
}

function keep(entry: Entry): void {
	entry.ref.of ??= new WeakRef(entry);
	entry.siblings.push(entry);
	order.add(entry.ref.of);
}

function forget({ siblings, ...entry }: Entry): void {
	const at = siblings.findIndex(({ ref }) => ref === entry.ref);
	if (at >= 0) siblings.splice(at, 1);
	if (entry.ref.of) order.delete(entry.ref.of);
}

function makeRoom(newest: Entry, mostBytes: number): void {
	for (const ref of order) {
		atMost = rememberedBytes();
		if (atMost <= mostBytes) return;
		const oldest = ref.deref();
		if (oldest === newest) return;
		if (oldest) forget(oldest);
		else order.delete(ref);
	}
	atMost = rememberedBytes();
}
