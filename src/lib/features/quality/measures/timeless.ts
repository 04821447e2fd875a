import { buffersIn, bytesOf } from '#lib/core/rollups/held-bytes.ts';

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
	return bytesOf([...kept.values()].map(({ buffers }) => buffers));
}

/** Bodies are bytes, and told by the key of their part; a word of that name stays. */
const withoutTime = (key: string, value: unknown): unknown =>
	(key === 'body' && typeof value !== 'string') || key === 'nowMinute' ? undefined : value;
