/** What is kept at most: results, and bytes of the columns and rows that they hold. The newest one stays, however large it is. */
const MOST_KEPT = 12;
const MOST_BYTES = 256 * 2 ** 20;

type Kept = { readonly result: unknown; readonly buffers: ReadonlySet<ArrayBufferLike> };
const kept = new Map<string, Kept>();

/**
 * What `make` gives for a task: remembered by the content of its parts and by all else that it holds but for the present minute, on which
 * nothing that is worked out here may depend. `what` names the result among others of the same task.
 */
export function timeless<T>(
	task: { readonly nowMinute: number },
	what: string,
	make: () => T,
	mostBytes = MOST_BYTES
): T {
	const key = `${what} ${JSON.stringify(task, withoutTime)}`;
	const known = kept.get(key);
	// Whoever asks by the same name makes the same kind of result.
	const result = known ? (known.result as T) : make();
	kept.delete(key);
	kept.set(key, known ?? { result, buffers: buffersIn(result) });
	while (kept.size > 1 && (kept.size > MOST_KEPT || keptBytes() > mostBytes)) {
		for (const first of kept.keys()) {
			kept.delete(first);
			break;
		}
	}
	return result;
}

/** Forgets all that was worked out. */
export function forgetTimeless(): void {
	kept.clear();
}

/** Bytes that all results hold; what several hold is counted once. */
export function keptBytes(): number {
	const all = new Set([...kept.values()].flatMap(({ buffers }) => [...buffers]));
	return [...all].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** The memory behind all columns in a value: beside it the rest is small. */
function buffersIn(value: unknown, found = new Set<ArrayBufferLike>()): Set<ArrayBufferLike> {
	if (ArrayBuffer.isView(value)) return found.add(value.buffer);
	if (value instanceof Map) for (const each of value.values()) buffersIn(each, found);
	else if (typeof value === 'object' && value !== null) {
		for (const each of Object.values(value)) buffersIn(each, found);
	}
	return found;
}

/** Bodies are bytes, and told by the key of their part; a word of that name stays. */
const withoutTime = (key: string, value: unknown): unknown =>
	(key === 'body' && typeof value !== 'string') || key === 'nowMinute' ? undefined : value;
