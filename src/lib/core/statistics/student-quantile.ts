import { betaPoint } from './beta-quantile.ts';
import { requireInside, requirePositive } from './inputs.ts';

/** Quantile of Student's t with `df` degrees of freedom, through the incomplete beta (Abramowitz & Stegun 26.7.1). */
export function studentQuantile(p: number, df: number): number {
	requireInside(p, 'p');
	requirePositive(df, 'df');
	if (p === 0.5) return 0;
	const tail = p < 0.5 ? p : 1 - p;
	// Both tails of t are the lower tail of df/(df + t²) ~ Beta(df/2, 1/2).
	const { x, y } = betaPoint({ lower: 2 * tail }, df / 2, 0.5);
	const t = Math.sqrt((df * y) / x);
	return p < 0.5 ? -t : t;
}
