import { representativeOf, sketchBucket } from './ddsketch-index.ts';
import { requireCount, requireInside, requireProbability } from './inputs.ts';
import { quantileRanks, type QuantileInterval } from './quantile-interval.ts';

/**
 * Durations counted in buckets, to be added up over days, classes and facilities in any order. Every quantile is within
 * the relative error `alpha` of the exact one. Plain data: it may be stored as JSON.
 */
export type QuantileSketch = {
	readonly alpha: number;
	/** Values of exactly 0. */
	readonly zeros: number;
	/** Bucket index and count, in ascending order. */
	readonly buckets: readonly (readonly [index: number, count: number])[];
};

/** DDSketch of some values: Masson, Rim & Lee (2019) PVLDB 12:2195. Throws on a negative one. */
export function makeSketch(alpha: number, values: Iterable<number>): QuantileSketch {
	requireInside(alpha, 'alpha');
	let zeros = 0;
	const counts = new Map<number, number>();
	for (const value of values) {
		const { index } = sketchBucket(alpha, value);
		if (index === null) zeros++;
		else counts.set(index, (counts.get(index) ?? 0) + 1);
	}
	return { alpha, zeros, buckets: sorted(counts) };
}

/** The sketch of all values together; the same as if they had been counted at once. Throws on different accuracies. */
export function mergeSketches(alpha: number, sketches: Iterable<QuantileSketch>): QuantileSketch {
	requireInside(alpha, 'alpha');
	let zeros = 0;
	const counts = new Map<number, number>();
	for (const sketch of sketches) {
		if (sketch.alpha !== alpha)
			throw new RangeError(`a sketch of accuracy ${sketch.alpha} among those of ${alpha}`);
		requireCount(sketch.zeros, 'zeros');
		zeros += sketch.zeros;
		for (const [index, count] of sketch.buckets) {
			requireCount(count, 'count');
			counts.set(index, (counts.get(index) ?? 0) + count);
		}
	}
	return { alpha, zeros, buckets: sorted(counts) };
}

/** How many values were counted. */
export function sketchSize(sketch: QuantileSketch): number {
	return sketch.buckets.reduce((total, [, count]) => total + count, sketch.zeros);
}

/** Type-7 quantile within the relative error; null where nothing was counted. */
export function sketchQuantile(sketch: QuantileSketch, p: number): number | null {
	requireProbability(p, 'p');
	const n = sketchSize(sketch);
	if (n === 0) return null;
	const h = (n - 1) * p;
	const rank = Math.floor(h) + 1;
	const low = valueAtRank(sketch, rank);
	if (low === null) return null;
	const high = valueAtRank(sketch, rank + 1) ?? low;
	return low + (h - Math.floor(h)) * (high - low);
}

/** The quantile with order statistics as limits: exact ranks, values within the relative error. */
export function sketchQuantileInterval(sketch: QuantileSketch, p: number, level: number): QuantileInterval {
	const n = sketchSize(sketch);
	const ranks = quantileRanks(n, p, level);
	return {
		n,
		estimate: sketchQuantile(sketch, p),
		lower: ranks.lowerRank === null ? null : valueAtRank(sketch, ranks.lowerRank),
		upper: ranks.upperRank === null ? null : valueAtRank(sketch, ranks.upperRank),
		...ranks
	};
}

/** What stands for the value of a rank from 1, or null beyond the last. */
function valueAtRank(sketch: QuantileSketch, rank: number): number | null {
	let counted = sketch.zeros;
	if (rank <= counted) return 0;
	for (const [index, count] of sketch.buckets) {
		counted += count;
		if (rank <= counted) return representativeOf(sketch.alpha, index);
	}
	return null;
}

function sorted(counts: ReadonlyMap<number, number>): (readonly [number, number])[] {
	return [...counts].toSorted(([one], [other]) => one - other);
}
