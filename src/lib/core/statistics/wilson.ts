import { noEstimate, type Estimate } from './estimate.ts';
import { requireEvents, tailOf } from './inputs.ts';
import { normalUpperQuantile } from './normal.ts';

/**
 * Wilson score interval without continuity correction: Wilson (1927) JASA 22:209; Newcombe (1998) Stat Med 17:857,
 * method 3. With z the normal quantile and d = 1 + z²/n: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / d.
 */
export function wilson(x: number, n: number, level: number): Estimate {
	requireEvents(x, n);
	const tail = tailOf(level);
	if (n === 0) return noEstimate;
	const { lower, upper } = scoreLimits(x / n, n, tail);
	return { estimate: x / n, lower: x === 0 ? 0 : lower, upper: x === n ? 1 : upper };
}

/** The score limits for a real-valued proportion and sample size, as weighted estimates need them. */
export function scoreLimits(p: number, n: number, tail: number): { lower: number; upper: number } {
	const z = normalUpperQuantile(tail);
	const d = 1 + (z * z) / n;
	const centre = (p + (z * z) / (2 * n)) / d;
	const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / d;
	return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
