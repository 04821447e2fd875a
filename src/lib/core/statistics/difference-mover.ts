import type { Estimate } from './estimate.ts';

/** A difference of two estimates with its limits; all null where one of them is unknown. */
export type Difference = {
	readonly difference: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/**
 * Difference of two independent estimates, its limits recovered from theirs, which must be of one level (MOVER): Zou & Donner (2008) Stat
 * Med 27:1693, equation 4. With Wilson's limits of two plain shares it is Newcombe's interval; with those of weighted rates it holds
 * for them.
 */
export function differenceMover(first: Estimate, second: Estimate): Difference {
	const { estimate: p1, lower: l1, upper: u1 } = first;
	const { estimate: p2, lower: l2, upper: u2 } = second;
	if (p1 === null || l1 === null || u1 === null || p2 === null || l2 === null || u2 === null)
		return { difference: null, lower: null, upper: null };
	const difference = p1 - p2;
	return {
		difference,
		lower: difference - Math.hypot(p1 - l1, u2 - p2),
		upper: difference + Math.hypot(u1 - p1, p2 - l2)
	};
}
