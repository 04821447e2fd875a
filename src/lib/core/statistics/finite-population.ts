import { requireCount, requireEvents, tailOf } from './inputs.ts';
import { scoreLimits } from './wilson.ts';

/** A rate among exactly these N reads. Null where it is undefined; a census has no sampling error and no effective size. */
export type FinitePopulationRate = {
	readonly rate: number | null;
	readonly se: number | null;
	readonly effectiveN: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/**
 * Rate with the finite population correction and Wilson limits at the effective size n(N-1)/(N-n): Cochran, Sampling
 * Techniques, section 3.2. For statements about these very reads only, never about a person's performance.
 */
export function finitePopulationRate(options: {
	x: number;
	n: number;
	N: number;
	level: number;
}): FinitePopulationRate {
	const { x, n, N, level } = options;
	requireEvents(x, n);
	requireCount(N, 'N');
	if (n > N) throw new RangeError(`${n} reviews of ${N} reads`);
	const tail = tailOf(level);
	if (n === 0) return { rate: null, se: null, effectiveN: null, lower: null, upper: null };
	const rate = x / n;
	if (n === N) return { rate, se: 0, effectiveN: null, lower: rate, upper: rate };
	const effectiveN = (n * (N - 1)) / (N - n);
	const { lower, upper } = scoreLimits(rate, effectiveN, tail);
	return {
		rate,
		// From a single review nothing is known of the spread.
		se: n === 1 ? null : Math.sqrt(((1 - n / N) * rate * (1 - rate)) / (n - 1)),
		effectiveN,
		lower: x === 0 ? 0 : lower,
		upper: x === n ? 1 : upper
	};
}
