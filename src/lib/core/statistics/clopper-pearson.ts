import { betaPoint } from './beta-quantile.ts';
import { noEstimate, type Estimate } from './estimate.ts';
import { requireEvents, tailOf } from './inputs.ts';

/** Exact (tail) interval from beta quantiles: Clopper & Pearson (1934) Biometrika 26:404. */
export function clopperPearson(x: number, n: number, level: number): Estimate {
	requireEvents(x, n);
	const tail = tailOf(level);
	if (n === 0) return noEstimate;
	return {
		estimate: x / n,
		lower: x === 0 ? 0 : betaPoint({ lower: tail }, x, n - x + 1).x,
		upper: x === n ? 1 : betaPoint({ upper: tail }, x + 1, n - x).x
	};
}
