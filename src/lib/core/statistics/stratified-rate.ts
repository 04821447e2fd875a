import { requireCount, requireEvents, tailOf } from './inputs.ts';
import { scoreLimits } from './wilson.ts';

/** A stratum of N reads, of which n were reviewed with x events. */
export type SampledStratum = { readonly N: number; readonly n: number; readonly x: number };

/** A rate over all reads from a stratified sample. `n` and `x` are what was really reviewed. */
export type StratifiedRate = {
	readonly x: number;
	readonly n: number;
	readonly rate: number | null;
	readonly se: number | null;
	readonly effectiveN: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
	readonly unweighted: number | null;
};

/**
 * Stratified estimate with Wilson limits at the effective sample size: Cochran, Sampling Techniques, chapter 5; Korn &
 * Graubard (1998) Surv Methodol 24:193. Without variance the Kish number takes the effective size's place.
 * A stratum with reads but without reviews, or a sampled single review, leaves the estimate or its error undefined (null).
 */
export function stratifiedRate(strata: readonly SampledStratum[], level: number): StratifiedRate {
	const tail = tailOf(level);
	for (const { N, n, x } of strata) {
		requireEvents(x, n);
		requireCount(N, 'N');
		if (n > N) throw new RangeError(`${n} reviews of ${N} reads`);
	}
	const kept = strata.filter(({ N }) => N > 0);
	const size = sum(kept, ({ N }) => N);
	const n = sum(kept, (stratum) => stratum.n);
	const x = sum(kept, (stratum) => stratum.x);
	const unweighted = n === 0 ? null : x / n;
	const nothing = { x, n, rate: null, se: null, effectiveN: null, lower: null, upper: null, unweighted };
	if (size === 0 || kept.some((stratum) => stratum.n === 0)) return nothing;

	const rate = sum(kept, (stratum) => (stratum.N / size) * (stratum.x / stratum.n));
	const isUndefined = kept.some((stratum) => stratum.n === 1 && stratum.N > 1);
	if (isUndefined) return { ...nothing, rate };
	const variance = sum(kept, (stratum) => varianceOf(stratum, size));
	const kish = (size * size) / sum(kept, (stratum) => (stratum.N * stratum.N) / stratum.n);
	const effectiveN = variance === 0 ? kish : (rate * (1 - rate)) / variance;
	return {
		x,
		n,
		rate,
		se: Math.sqrt(variance),
		effectiveN,
		...scoreLimits(rate, effectiveN, tail),
		unweighted
	};
}

function varianceOf({ N, n, x }: SampledStratum, size: number): number {
	if (n === N) return 0;
	const p = x / n;
	return ((N / size) ** 2 * (1 - n / N) * (p * (1 - p))) / (n - 1);
}

function sum(strata: readonly SampledStratum[], of: (stratum: SampledStratum) => number): number {
	return strata.reduce((total, stratum) => total + of(stratum), 0);
}
