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
	return {
		ratio: o / e,
		lower: o === 0 ? 0 : gammaPoint({ lower: tail }, o, 1) / e,
		upper: gammaPoint({ upper: tail }, o + 1, 1) / e
	};
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
