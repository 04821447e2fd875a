import { betaPoint } from './beta-quantile.ts';
import { gammaPoint } from './gamma-quantile.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { requireCount, requireEvents, requireNonNegative, requirePositive, tailOf } from './inputs.ts';

/** What a known prior and a unit's events say of its rate; `reliability` is the share of the answer that is its own. */
export type Posterior = {
	readonly mean: number;
	readonly lower: number;
	readonly upper: number;
	readonly probAbove: number;
	readonly reliability: number;
};

/** Posterior of one unit under a given Beta(alpha, beta): reliability n/(n + alpha + beta), Adams (2009). */
export function betaBinomialPosterior(options: {
	alpha: number;
	beta: number;
	x: number;
	n: number;
	level: number;
	threshold: number;
}): Posterior {
	const { alpha, beta, x, n, threshold } = options;
	requirePositive(alpha, 'alpha');
	requirePositive(beta, 'beta');
	requireEvents(x, n);
	if (Number.isNaN(threshold)) throw new RangeError('the threshold must be a number');
	const tail = tailOf(options.level);
	const [a, b] = [alpha + x, beta + n - x];
	return {
		mean: a / (a + b),
		...betaLimits(a, b, tail),
		probAbove: Math.exp(incompleteBeta(threshold, 1 - threshold, a, b).upper),
		reliability: n / (n + alpha + beta)
	};
}

/** Posterior of one unit under a given Gamma(shape, rate): reliability e/(e + rate). */
export function gammaPoissonPosterior(options: {
	shape: number;
	rate: number;
	o: number;
	e: number;
	level: number;
	threshold: number;
}): Posterior {
	const { shape, rate, o, e, threshold } = options;
	requirePositive(shape, 'shape');
	requirePositive(rate, 'rate');
	requireCount(o, 'o');
	requireNonNegative(e, 'e');
	if (Number.isNaN(threshold)) throw new RangeError('the threshold must be a number');
	const [a, b] = [shape + o, rate + e];
	return {
		mean: a / b,
		...gammaLimits(a, b, tailOf(options.level)),
		probAbove: Math.exp(incompleteGamma(a, threshold * b).upper),
		reliability: e / (e + rate)
	};
}

/** Equal-tailed limits of Beta(a, b). */
export function betaLimits(a: number, b: number, tail: number): { lower: number; upper: number } {
	return { lower: betaPoint({ lower: tail }, a, b).x, upper: betaPoint({ upper: tail }, a, b).x };
}

/** Equal-tailed limits of Gamma(shape, rate). */
export function gammaLimits(shape: number, rate: number, tail: number): { lower: number; upper: number } {
	return { lower: gammaPoint({ lower: tail }, shape, rate), upper: gammaPoint({ upper: tail }, shape, rate) };
}
