import { betaPoint } from './beta-quantile.ts';
import { noEstimate, type Estimate } from './estimate.ts';
import { requireEvents, tailOf } from './inputs.ts';

/**
 * Equal-tailed Beta(x + 1/2, n - x + 1/2) interval with the endpoint rule of Brown, Cai & DasGupta (2001) Stat Sci 16:101,
 * section 3.1.1: no events leave the lower limit at 0, nothing but events the upper at 1.
 */
export function jeffreys(x: number, n: number, level: number): Estimate {
	requireEvents(x, n);
	const tail = tailOf(level);
	if (n === 0) return noEstimate;
	return {
		estimate: x / n,
		lower: x === 0 ? 0 : betaPoint({ lower: tail }, x + 0.5, n - x + 0.5).x,
		upper: x === n ? 1 : betaPoint({ upper: tail }, x + 0.5, n - x + 0.5).x
	};
}
