import type { App } from '#lib/server/app.ts';

/** Results of a search as they go out. */
export type Results = {
	readonly bytes: Buffer;
	readonly count: number;
	readonly warnings: readonly string[];
};

const MOST_BYTES = 32 * 1024 * 1024;
const MOST = 256;

type Kept = { readonly results: Promise<Results>; bytes: number };

const stores = new WeakMap<App, Map<string, Kept>>();

/**
 * The results of a search, made once for as long as `key` says what they are made of: the version of the data and all that was asked.
 * What is kept has a bound in bytes; the search asked for last is let go last. Lists are polled by viewers and machines, and the same
 * question has the same answer until somebody commits something.
 */
export async function keptResults(app: App, key: string, make: () => Promise<Results>): Promise<Results> {
	let store = stores.get(app);
	if (!store) stores.set(app, (store = new Map()));
	const found = store.get(key);
	if (found) {
		store.delete(key);
		store.set(key, found);
		return found.results;
	}
	const kept: Kept = { results: make(), bytes: 0 };
	store.set(key, kept);
	try {
		const results = await kept.results;
		kept.bytes = results.bytes.length + key.length;
		let total = 0;
		for (const { bytes } of store.values()) total += bytes;
		for (const [oldest, { bytes }] of store) {
			if (total <= MOST_BYTES && store.size <= MOST) break;
			store.delete(oldest);
			total -= bytes;
		}
		return results;
	} catch (error) {
		store.delete(key);
		throw error;
	}
}
