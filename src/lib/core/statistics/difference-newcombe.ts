import { wilson } from './wilson.ts';

/** A difference of two proportions with its limits; all null where one of them has no observations. */
export type Difference = {
	readonly difference: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** x events in n, of two independent samples. */
export type TwoSamples = {
	readonly x1: number;
	readonly n1: number;
	readonly x2: number;
	readonly n2: number;
};

/** Difference p1 - p2 with the hybrid score interval of Newcombe (1998) Stat Med 17:873, method 10. */
export function differenceNewcombe({ x1, n1, x2, n2 }: TwoSamples, level: number): Difference {
	const first = wilson(x1, n1, level);
	const second = wilson(x2, n2, level);
	if (first.lower === null || first.upper === null || second.lower === null || second.upper === null) {
		return { difference: null, lower: null, upper: null };
	}
	const p1 = x1 / n1;
	const p2 = x2 / n2;
	const difference = p1 - p2;
	return {
		difference,
		lower: difference - Math.hypot(p1 - first.lower, second.upper - p2),
		upper: difference + Math.hypot(first.upper - p1, p2 - second.lower)
	};
}
