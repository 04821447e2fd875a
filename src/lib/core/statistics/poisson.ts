import type { Tails } from './binomial.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { requireNonNegative } from './inputs.ts';
import { logPoissonTerm } from './saddle-point.ts';

/** P(X = k) for X ~ Poisson(mean). */
export function poissonTerm(k: number, mean: number): number {
	return k < 0 ? 0 : Math.exp(logPoissonTerm(k, mean));
}

/** Both tails of X ~ Poisson(mean) at k, through the incomplete gamma (Abramowitz & Stegun 26.4.21). */
export function poissonTails(k: number, mean: number): Tails {
	requireNonNegative(mean, 'mean');
	if (!Number.isInteger(k)) throw new RangeError(`k must be a whole number, not ${k}`);
	if (k < 0) return { lower: 0, upper: 1 };
	if (mean === 0) return { lower: 1, upper: k === 0 ? 1 : 0 };
	const lower = k === 0 ? Math.exp(-mean) : Math.exp(incompleteGamma(k + 1, mean).upper);
	const upper = k === 0 ? 1 : Math.exp(incompleteGamma(k, mean).lower);
	return { lower, upper };
}
