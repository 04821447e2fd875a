import { requireProbability } from './inputs.ts';

/** The values in ascending order; a missing one (null) is left out. Throws on what is not finite. */
export function sortedValues(values: readonly (number | null)[]): Float64Array {
	const known = Float64Array.from(values.filter((value) => value !== null));
	for (const value of known) if (!Number.isFinite(value)) throw new RangeError(`${value} is not a value`);
	return known.sort();
}

/** Type-7 quantile of values already sorted: Hyndman & Fan (1996) Am Stat 50:361. Null where there are none. */
export function sortedQuantile(sorted: Float64Array, p: number): number | null {
	requireProbability(p, 'p');
	const h = (sorted.length - 1) * p;
	const index = Math.floor(h);
	const low = sorted[index];
	if (low === undefined) return null;
	const high = sorted[index + 1] ?? low;
	return low + (h - index) * (high - low);
}

/** Type-7 quantile of unsorted values. Null where there are none. */
export function quantile(values: readonly (number | null)[], p: number): number | null {
	return sortedQuantile(sortedValues(values), p);
}

/** Several type-7 quantiles at once. */
export function quantiles(values: readonly (number | null)[], probs: readonly number[]): (number | null)[] {
	const sorted = sortedValues(values);
	return probs.map((p) => sortedQuantile(sorted, p));
}
