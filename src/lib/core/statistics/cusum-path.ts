import { atLeast } from './inputs.ts';

/** A cumulative sum step by step; `signals` are positions from 1. The path shows the value that signalled. */
export type CusumPath = { readonly path: readonly number[]; readonly signals: readonly number[] };

/** max(0, C + w) after each weight; a signal at C ≥ limit, after which `restarts` begins again from 0. */
export function cusumPath(
	weights: readonly number[],
	options: { limit: number; restarts: boolean }
): CusumPath {
	const path: number[] = [];
	const signals: number[] = [];
	let sum = 0;
	for (const [at, weight] of weights.entries()) {
		sum = Math.max(0, sum + weight);
		path.push(sum);
		if (!atLeast(sum, options.limit)) continue;
		signals.push(at + 1);
		if (options.restarts) sum = 0;
	}
	return { path, signals };
}

/** Throws on an outcome that is neither 0 nor 1. */
export function requireOutcomes(y: readonly number[]): void {
	for (const outcome of y)
		if (outcome !== 0 && outcome !== 1) throw new RangeError(`an outcome is 0 or 1, not ${outcome}`);
}
