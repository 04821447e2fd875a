import { binomialTails } from './binomial.ts';
import { firstTrue } from './first-true.ts';
import { atMost, requireCount, requireProbability } from './inputs.ts';

/** The count that signals, the probability of it under p0 (size) and under p1 (power). */
export type ExactPower = { readonly critical: number | null; readonly size: number; readonly power: number };

/**
 * Power of the exact one-sided binomial test of p0 against p1 > p0: Chernick & Liu (2002) Am Stat 56:149. Critical is null
 * where even n events out of n are not extreme.
 */
export function exactPower(options: { p0: number; p1: number; n: number; alpha: number }): ExactPower {
	const { p0, p1, n, alpha } = options;
	requireCount(n, 'n');
	for (const [name, value] of Object.entries({ p0, p1, alpha })) requireProbability(value, name);
	const critical = firstTrue({
		low: 0,
		high: n,
		guess: n * p0 + 2 * Math.sqrt(n * p0 * (1 - p0)),
		holds: (count) => atMost(binomialTails(count, n, p0).upper, alpha)
	});
	if (critical === null) return { critical, size: 0, power: 0 };
	return {
		critical,
		size: binomialTails(critical, n, p0).upper,
		power: binomialTails(critical, n, p1).upper
	};
}
