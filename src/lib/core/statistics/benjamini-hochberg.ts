import { atMost, requireProbability } from './inputs.ts';

/** p-values adjusted for their number, and which of them are discoveries; null where there was none. */
export type Discoveries = {
	readonly adjusted: readonly (number | null)[];
	readonly rejected: readonly (boolean | null)[];
};

/**
 * Step-up procedure that keeps the false discovery rate at q: Benjamini & Hochberg (1995) J R Stat Soc B 57:289.
 * Suppressed units (null) do not count among the m tests.
 */
export function benjaminiHochberg(p: readonly (number | null)[], q: number): Discoveries {
	requireProbability(q, 'q');
	const tests = p.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
	for (const { value } of tests) requireProbability(value, 'p');
	const adjusted: (number | null)[] = p.map(() => null);
	let least = 1;
	for (const [above, { value, at }] of tests.toSorted((one, other) => other.value - one.value).entries()) {
		least = Math.min(least, (value * tests.length) / (tests.length - above));
		adjusted[at] = least;
	}
	return { adjusted, rejected: adjusted.map((value) => (value === null ? null : atMost(value, q))) };
}
