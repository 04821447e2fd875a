import { incompleteBeta, logBetaKernel } from './incomplete-beta.ts';
import { increasingRoot } from './increasing-root.ts';
import { requirePositive, requireProbability } from './inputs.ts';

/** A point of (0, 1) with its complement, both to full precision. */
export type BetaPoint = { readonly x: number; readonly y: number };

// Beyond it e^u overflows and x or y is below 1e-307; a root found within 1 of the end lies beyond.
const LOGIT_RANGE = 709;

/**
 * The point where I_x(a, b) = lower, or 1 - I_x(a, b) = upper: whichever is given. Newton's method in logit x on the
 * logarithm of that tail, which is concave, so it converges from any start.
 */
export function betaPoint(tail: { lower: number } | { upper: number }, a: number, b: number): BetaPoint {
	requirePositive(a, 'a');
	requirePositive(b, 'b');
	const isLower = 'lower' in tail;
	const p = isLower ? tail.lower : tail.upper;
	requireProbability(p, 'p');
	if (p === 0) return isLower ? { x: 0, y: 1 } : { x: 1, y: 0 };
	if (p === 1) return isLower ? { x: 1, y: 0 } : { x: 0, y: 1 };
	const target = Math.log(p);
	const u = increasingRoot({
		low: -LOGIT_RANGE,
		high: LOGIT_RANGE,
		start: Math.log(a / b),
		at: (logit) => {
			const { x, y } = fromLogit(logit);
			const tails = incompleteBeta(x, y, a, b);
			const log = isLower ? tails.lower : tails.upper;
			const slope = Math.exp(logBetaKernel(x, y, a, b) - log);
			return { value: isLower ? log - target : target - log, slope };
		}
	});
	if (Math.abs(u) > LOGIT_RANGE - 1) return u < 0 ? { x: 0, y: 1 } : { x: 1, y: 0 };
	return fromLogit(u);
}

function fromLogit(u: number): BetaPoint {
	return { x: 1 / (1 + Math.exp(-u)), y: 1 / (1 + Math.exp(u)) };
}

/** Quantile of the Beta(a, b) distribution, a, b > 0, 0 ≤ p ≤ 1. */
export function betaQuantile(p: number, a: number, b: number): number {
	return betaPoint(p <= 0.5 ? { lower: p } : { upper: 1 - p }, a, b).x;
}
