/** So many results are kept. They hold places of rows in joined tables, of which `kept-parts` keeps few too. */
const MOST_KEPT = 12;
const kept = new Map<string, unknown>();

/**
 * What `make` gives for a task: remembered by the content of its parts and by all else that it holds but for the present minute, on which
 * nothing that is worked out here may depend. `what` names the result among others of the same task.
 */
export function timeless<T>(task: { readonly nowMinute: number }, what: string, make: () => T): T {
	const key = `${what} ${JSON.stringify(task, withoutTime)}`;
	// Whoever asks by the same name makes the same kind of result.
	const result = kept.has(key) ? (kept.get(key) as T) : make();
	kept.delete(key);
	kept.set(key, result);
	for (const [first] of kept) if (kept.size > MOST_KEPT) kept.delete(first);
	return result;
}

/** Forgets all that was worked out. */
export function forgetTimeless(): void {
	kept.clear();
}

/** Bodies are bytes, and told by the key of their part; a word of that name stays. */
const withoutTime = (key: string, value: unknown): unknown =>
	(key === 'body' && typeof value !== 'string') || key === 'nowMinute' ? undefined : value;
