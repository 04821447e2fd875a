import { gammaPoint } from './gamma-quantile.ts';
import { requireCount, requireNonNegative, tailOf } from './inputs.ts';
import { normalUpperQuantile } from './normal.ts';

/** Observed over expected with limits; all null where nothing was expected. */
export type Ratio = {
	readonly ratio: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** O/E with exact limits from gamma quantiles: Garwood (1936) Biometrika 28:437; Breslow & Day (1987) chapter 2. */
export function poissonRatio(o: number, e: number, level: number): Ratio {
	requireCount(o, 'o');
	requireNonNegative(e, 'e');
	const tail = tailOf(level);
	if (e === 0) return { ratio: null, lower: null, upper: null };
	const limits = limitsOf(o, tail);
	return {
		ratio: o / e,
		lower: limits.lower / e,
		upper: limits.upper / e
	};
}

/** Limits of a count are the same whatever was expected: who compares the same group again and again has them at once. */
const known = new Map<string, { readonly lower: number; readonly upper: number }>();
const MOST_KNOWN = 20_000;

function limitsOf(o: number, tail: number): { readonly lower: number; readonly upper: number } {
	const name = `${o} ${tail}`;
	const same = known.get(name);
	if (same) return same;
	const limits = {
		lower: o === 0 ? 0 : gammaPoint({ lower: tail }, o, 1),
		upper: gammaPoint({ upper: tail }, o + 1, 1)
	};
	if (known.size >= MOST_KNOWN) known.clear();
	known.set(name, limits);
	return limits;
}

/** O/E with Byar's approximate limits (Breslow & Day 1987, chapter 2): only to compare with tools that use them. */
export function byarRatio(o: number, e: number, level: number): Ratio {
	requireCount(o, 'o');
	requireNonNegative(e, 'e');
	const z = normalUpperQuantile(tailOf(level));
	if (e === 0) return { ratio: null, lower: null, upper: null };
	const cube = (count: number, side: 1 | -1) =>
		(count * Math.max(0, 1 - 1 / (9 * count) + (side * z) / (3 * Math.sqrt(count))) ** 3) / e;
	return { ratio: o / e, lower: o === 0 ? 0 : cube(o, -1), upper: cube(o + 1, 1) };
}
