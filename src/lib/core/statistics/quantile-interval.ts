import { binomialTails } from './binomial.ts';
import { firstTrue } from './first-true.ts';
import { atMost, requireProbability, tailOf } from './inputs.ts';
import { normalUpperQuantile } from './normal.ts';
import { sortedValues } from './quantile.ts';

/** A quantile with order statistics as limits. A limit that no rank can give is null; its tail counts as covered. */
export type QuantileInterval = {
	readonly n: number;
	readonly estimate: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
	readonly lowerRank: number | null;
	readonly upperRank: number | null;
	readonly coverage: number | null;
};

/**
 * Distribution-free interval of a quantile: Conover, Practical Nonparametric Statistics, section 3.2; Campbell & Gardner
 * (1988) BMJ 296:1454. With B ~ Bin(n, p) the lower rank is the largest r with P(B < r) ≤ a, the upper the smallest s with
 * P(B ≥ s) ≤ a, a = (1 - level)/2. The estimate is type 7.
 */
export function quantileInterval(
	values: readonly (number | null)[],
	p: number,
	level: number
): QuantileInterval {
	return sortedQuantileInterval(sortedValues(values), p, level);
}

/** The same of values already sorted, for several quantiles of many values. */
export function sortedQuantileInterval(sorted: Float64Array, p: number, level: number): QuantileInterval {
	return rankedQuantileInterval(sorted.length, { p, level, valueAt: (rank) => sorted[rank - 1] ?? null });
}

/** The same of n values of which only those of some ranks (from 1) are known: see `rankedValues` for which. */
export function rankedQuantileInterval(
	n: number,
	{
		p,
		level,
		valueAt
	}: { readonly p: number; readonly level: number; readonly valueAt: (rank: number) => number | null }
): QuantileInterval {
	const ranks = quantileRanks(n, p, level);
	const h = (n - 1) * p;
	const below = Math.floor(h);
	const low = n === 0 ? null : valueAt(below + 1);
	const high = low === null || below + 2 > n ? low : valueAt(below + 2);
	return {
		n,
		estimate: low === null || high === null ? null : low + (h - below) * (high - low),
		lower: ranks.lowerRank === null ? null : valueAt(ranks.lowerRank),
		upper: ranks.upperRank === null ? null : valueAt(ranks.upperRank),
		...ranks
	};
}

/** The ranks, from 1, of the values that a quantile of n values and its limits are made of. */
export function rankedValues(n: number, p: number, level: number): number[] {
	const { lowerRank, upperRank } = quantileRanks(n, p, level);
	const below = Math.floor((n - 1) * p) + 1;
	return [below, below + 1, lowerRank, upperRank].filter(
		(rank) => rank !== null && rank >= 1 && rank <= n
	) as number[]; // nulls were left out
}

/** The ranks, from 1, whose values are the limits of a quantile of n values. */
export function quantileRanks(
	n: number,
	p: number,
	level: number
): Pick<QuantileInterval, 'lowerRank' | 'upperRank' | 'coverage'> {
	requireProbability(p, 'p');
	const tail = tailOf(level);
	if (n === 0) return { lowerRank: null, upperRank: null, coverage: null };
	const spread = normalUpperQuantile(tail) * Math.sqrt(n * p * (1 - p));
	const tooHigh = firstTrue({
		low: 1,
		high: n,
		guess: n * p - spread + 1,
		holds: (r) => !atMost(binomialTails(r - 1, n, p).lower, tail)
	});
	const lowerRank = tooHigh === 1 ? null : (tooHigh ?? n + 1) - 1;
	const upperRank = firstTrue({
		low: 1,
		high: n,
		guess: n * p + spread + 1,
		holds: (s) => atMost(binomialTails(s, n, p).upper, tail)
	});
	const below = lowerRank === null ? 0 : binomialTails(lowerRank - 1, n, p).lower;
	const above = upperRank === null ? 0 : binomialTails(upperRank, n, p).upper;
	return { lowerRank, upperRank, coverage: 1 - above - below };
}
