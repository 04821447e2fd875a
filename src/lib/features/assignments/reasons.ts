import type { Unassignable } from '#lib/core/assignment/rules.ts';
import type { Instant } from '#lib/core/instant.ts';

/** How many cases wait for one reason, and from when on the first of them may be free by itself. */
export type ReasonCount<R extends string = Unassignable['reason']> = {
	readonly reason: R;
	readonly n: number;
	readonly freeAt?: Instant;
};

/** Counts cases that nobody can take by their reason, the most frequent first. */
export function countReasons(left: readonly Unassignable[]): ReasonCount[] {
	const counts = new Map<Unassignable['reason'], ReasonCount>();
	for (const one of left) {
		const { reason } = one;
		const known = counts.get(reason);
		const ends = [known?.freeAt, 'freeAt' in one ? one.freeAt : null].filter((at) => typeof at === 'number');
		const freeAt = ends.length === 0 ? {} : { freeAt: Math.min(...ends) };
		counts.set(reason, { reason, n: (known?.n ?? 0) + 1, ...freeAt });
	}
	return [...counts.values()].sort((a, b) => b.n - a.n);
}
