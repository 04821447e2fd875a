import { incompleteGamma } from './incomplete-gamma.ts';
import { requireEvents } from './inputs.ts';
import { normalUpperTail } from './normal.ts';
import { sumOf } from './sum.ts';

/** Whether proportions differ by more than chance. Null where the pooled rate or the sizes leave nothing to test. */
export type OverdispersionTest = {
	readonly pooled: number | null;
	readonly chisq: number | null;
	readonly df: number | null;
	readonly pChisq: number | null;
	readonly taroneZ: number | null;
	readonly pTarone: number | null;
};

/**
 * Pearson's chi-square over the 2 × I table, and Tarone's Z = (Σ (x - np)²/(p(1-p)) - Σ n)/√(2 Σ n(n-1)) with its upper
 * tail: Tarone (1979) Biometrika 66:585. Units without trials say nothing and do not count.
 */
export function overdispersionTest(units: readonly { x: number; n: number }[]): OverdispersionTest {
	for (const { x, n } of units) requireEvents(x, n);
	const known = units.filter(({ n }) => n > 0);
	const trials = sumOf(known, ({ n }) => n);
	const none = { chisq: null, pChisq: null, taroneZ: null, pTarone: null };
	if (trials === 0) return { pooled: null, df: null, ...none };
	const pooled = sumOf(known, ({ x }) => x) / trials;
	const df = known.length - 1;
	if (pooled === 0 || pooled === 1) return { pooled, df, ...none };

	const unit = pooled * (1 - pooled);
	const chisq = sumOf(known, ({ x, n }) => (x - n * pooled) ** 2 / n) / unit;
	const pairs = sumOf(known, ({ n }) => n * (n - 1));
	const excess = sumOf(known, ({ x, n }) => (x - n * pooled) ** 2 / unit - n);
	const taroneZ = pairs === 0 ? null : excess / Math.sqrt(2 * pairs);
	return {
		pooled,
		chisq,
		df,
		pChisq: df === 0 ? null : Math.exp(incompleteGamma(df / 2, chisq / 2).upper),
		taroneZ,
		pTarone: taroneZ === null ? null : normalUpperTail(taroneZ)
	};
}
