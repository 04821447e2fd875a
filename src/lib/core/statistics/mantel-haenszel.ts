import { requireEvents, tailOf } from './inputs.ts';
import { normalUpperQuantile } from './normal.ts';
import type { Ratio } from './poisson-ratio.ts';

/** Events and trials of the exposed and of the reference in one stratum. */
export type ExposedStratum = {
	readonly x1: number;
	readonly n1: number;
	readonly x0: number;
	readonly n0: number;
};

/**
 * Ratio of two rates with strata held equal: Mantel & Haenszel (1959) J Natl Cancer Inst 22:719 in the form for risks, limits by the
 * variance of Greenland & Robins (1985) Biometrics 41:55, which holds for sparse strata too. All null where a side had no event that
 * can be compared.
 */
export function mantelHaenszelRatio(strata: readonly ExposedStratum[], level: number): Ratio {
	const tail = tailOf(level);
	let [exposed, reference, variance] = [0, 0, 0];
	for (const { x1, n1, x0, n0 } of strata) {
		requireEvents(x1, n1);
		requireEvents(x0, n0);
		const total = n1 + n0;
		if (n1 === 0 || n0 === 0) continue;
		exposed += (x1 * n0) / total;
		reference += (x0 * n1) / total;
		variance += (n1 * n0 * (x1 + x0) - x1 * x0 * total) / (total * total);
	}
	if (exposed === 0 || reference === 0) return { ratio: null, lower: null, upper: null };
	const ratio = exposed / reference;
	const half = normalUpperQuantile(tail) * Math.sqrt(variance / (exposed * reference));
	return { ratio, lower: ratio * Math.exp(-half), upper: ratio * Math.exp(half) };
}
