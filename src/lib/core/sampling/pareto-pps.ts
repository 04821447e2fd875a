import type { Tagger } from './rank.ts';
import { uniformOf } from './threshold.ts';

type Item = { readonly id: string; readonly size: number };

/**
 * Fixed-size sampling with probability proportional to size: Rosén (1997) J Stat Plan Inference 62:159. Items whose share
 * reaches 1 are certain and leave the rest to be shared again.
 * @returns inclusion probabilities in input order, and the selected ids sorted
 */
export function paretoSample(
	tagger: Tagger,
	items: readonly Item[],
	k: number
): { inclusion: number[]; selected: string[] } {
	if (!Number.isSafeInteger(k) || k < 0) throw new RangeError(`${k} is not a number of cases`);
	if (new Set(items.map(({ id }) => id)).size !== items.length) {
		throw new RangeError('a case may be drawn once only');
	}
	for (const { id, size } of items) {
		if (!(size >= 0 && size < Infinity)) throw new RangeError(`the size of ${id} is ${size}`);
	}
	const inclusion = inclusionOf(items, k);
	const ranked = items
		.map(({ id }, i) => ({ id, rank: rankOf(uniformOf(tagger, id), inclusion[i] ?? 0) }))
		.filter(({ rank }) => rank < Infinity)
		.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
	const selected = ranked.slice(0, k).map(({ id }) => id);
	return { inclusion, selected: selected.sort() };
}

function inclusionOf(items: readonly Item[], k: number): number[] {
	const certain = new Set<Item>();
	for (;;) {
		const rest = items.filter((item) => !certain.has(item));
		const sum = rest.reduce((total, { size }) => total + size, 0);
		const share = ({ size }: Item) => (sum === 0 ? 0 : ((k - certain.size) * size) / sum);
		// The shares of equal sizes may miss 1 by a rounding.
		const reached = rest.filter((item) => share(item) >= 1 - 1e-12);
		if (reached.length === 0) return items.map((item) => (certain.has(item) ? 1 : share(item)));
		for (const item of reached) certain.add(item);
	}
}

/** Odds of u over odds of pi; certainties first, impossible ones never. */
function rankOf(u: number, pi: number): number {
	if (pi === 1) return -1;
	return pi === 0 ? Infinity : u / (1 - u) / (pi / (1 - pi));
}
