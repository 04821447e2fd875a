import { betaPoint } from './beta-quantile.ts';
import { requireEvents, requireInside } from './inputs.ts';

/**
 * One-sided Clopper-Pearson upper bound; for x = 0 it is 1 - (1 - level)^(1/n), near 3/n at 95 %:
 * Hanley & Lippman-Hand (1983) JAMA 249:1743. Null where n is 0.
 */
export function upperBound(x: number, n: number, level: number): number | null {
	requireEvents(x, n);
	requireInside(level, 'level');
	if (n === 0) return null;
	if (x === n) return 1;
	return betaPoint({ upper: 1 - level }, x + 1, n - x).x;
}
