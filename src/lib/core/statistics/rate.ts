import type { Estimate } from './estimate.ts';
import { wilson } from './wilson.ts';

/** A proportion as it is shown: never without its counts and its interval. */
export type Rate = Estimate & { readonly x: number; readonly n: number; readonly level: number };

/** The rate of `x` events in `n` with its Wilson interval. Throws unless 0 ≤ x ≤ n are whole. */
export function makeRate(x: number, n: number, level = 0.95): Rate {
	return { x, n, level, ...wilson(x, n, level) };
}
