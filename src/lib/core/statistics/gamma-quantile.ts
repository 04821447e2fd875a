import { incompleteGamma, logGammaKernel } from './incomplete-gamma.ts';
import { increasingRoot } from './increasing-root.ts';
import { requirePositive, requireProbability } from './inputs.ts';

/**
 * The point with lower tail or upper tail as given of a Gamma(shape, rate) distribution, by Newton's method in log x on
 * the logarithm of that tail. An upper tail of 0 has no finite point: throws.
 */
export function gammaPoint(tail: { lower: number } | { upper: number }, shape: number, rate: number): number {
	requirePositive(shape, 'shape');
	requirePositive(rate, 'rate');
	const isLower = 'lower' in tail;
	const p = isLower ? tail.lower : tail.upper;
	requireProbability(p, 'p');
	if (p === (isLower ? 1 : 0)) throw new RangeError('the gamma distribution has no upper end');
	if (p === (isLower ? 0 : 1)) return 0;
	const target = Math.log(p);
	const u = increasingRoot({
		low: -745,
		high: Math.log(Number.MAX_VALUE),
		start: Math.log(shape),
		at: (logX) => {
			const x = Math.exp(logX);
			const tails = incompleteGamma(shape, x);
			const log = isLower ? tails.lower : tails.upper;
			const slope = Math.exp(logGammaKernel(x, shape) - log);
			return { value: isLower ? log - target : target - log, slope };
		}
	});
	return Math.exp(u) / rate;
}

/** Quantile of the Gamma(shape, rate) distribution, 0 ≤ p < 1. */
export function gammaQuantile(p: number, shape: number, rate: number): number {
	return gammaPoint(p <= 0.5 ? { lower: p } : { upper: 1 - p }, shape, rate);
}
