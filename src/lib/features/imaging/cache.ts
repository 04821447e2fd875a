import type { Clock } from '#lib/core/instant.ts';

/**
 * A small bounded cache of promises: the least recently used entry goes first, an entry is made once for all who ask
 * meanwhile, and one that fails is forgotten.
 */
export function makeCache<T>(options: { entries: number; forMs: number; clock: Clock }) {
	const held = new Map<string, { value: Promise<T>; madeAt: number }>();
	return {
		get(key: string, make: () => Promise<T>): Promise<T> {
			const now = options.clock.now();
			const found = held.get(key);
			held.delete(key);
			if (found && now - found.madeAt < options.forMs) {
				held.set(key, found);
				return found.value;
			}
			const value = make();
			held.set(key, { value, madeAt: now });
			value.catch(() => held.delete(key));
			for (const oldest of held.keys()) {
				if (held.size <= options.entries) break;
				held.delete(oldest);
			}
			return value;
		}
	};
}
