import { requireInside, requireProbability } from './inputs.ts';
import { normalUpperQuantile, normalQuantile } from './normal.ts';

/** Trials needed in each of two groups; null where the proportions do not differ. */
export type TwoProportionSize = {
	readonly n: number | null;
	readonly nCeil: number | null;
	/** With continuity correction. */
	readonly nContinuity: number | null;
};

/**
 * Sample size per group for the two-sided comparison of two proportions: Fleiss, Levin & Paik (2003) Statistical Methods
 * for Rates and Proportions, chapter 4.
 */
export function twoProportionSize(options: {
	p1: number;
	p2: number;
	alpha: number;
	power: number;
}): TwoProportionSize {
	const { p1, p2, alpha, power } = options;
	requireProbability(p1, 'p1');
	requireProbability(p2, 'p2');
	requireInside(alpha, 'alpha');
	requireInside(power, 'power');
	if (p1 === p2) return { n: null, nCeil: null, nContinuity: null };
	const mean = (p1 + p2) / 2;
	const apart = Math.abs(p1 - p2);
	const underNull = normalUpperQuantile(alpha / 2) * Math.sqrt(2 * mean * (1 - mean));
	const underTruth = normalQuantile(power) * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
	const n = ((underNull + underTruth) / apart) ** 2;
	return {
		n,
		nCeil: Math.ceil(n),
		nContinuity: Math.ceil((Math.sqrt(n) + Math.sqrt(n + 4 / apart)) ** 2 / 4)
	};
}
