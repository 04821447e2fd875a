import { incompleteGamma } from './incomplete-gamma.ts';
import { requireInside } from './inputs.ts';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** log P(Z > z) of a standard normal for z ≥ 0, as half of Q(1/2, z²/2) (Abramowitz & Stegun 26.2.30). */
function logUpperTail(z: number): number {
	return incompleteGamma(0.5, (z * z) / 2).upper - Math.LN2;
}

/**
 * The z above which a standard normal lies with probability `tail`, 0 < tail ≤ 1/2.
 * Start from Abramowitz & Stegun 26.2.23, then Newton's method on the logarithm of the tail.
 */
export function normalUpperQuantile(tail: number): number {
	requireInside(tail, 'tail');
	const target = Math.log(tail);
	const t = Math.sqrt(-2 * target);
	const above = 2.515517 + 0.802853 * t + 0.010328 * t * t;
	const below = 1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t;
	let z = Math.max(t - above / below, 0);
	for (let step = 0; step < 5; step++) {
		const tailAt = logUpperTail(z);
		const hazard = Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI - tailAt);
		z = Math.max(z + (tailAt - target) / hazard, 0);
	}
	return z;
}

/** Quantile of the standard normal distribution. Throws unless 0 < p < 1. */
export function normalQuantile(p: number): number {
	requireInside(p, 'p');
	if (p === 0.5) return 0;
	return p < 0.5 ? -normalUpperQuantile(p) : normalUpperQuantile(1 - p);
}

/** P(Z > z) of a standard normal, any z; a small tail keeps its digits. */
export function normalUpperTail(z: number): number {
	return z >= 0 ? Math.exp(logUpperTail(z)) : -Math.expm1(logUpperTail(-z));
}
