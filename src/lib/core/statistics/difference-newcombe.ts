import { differenceMover, type Difference } from './difference-mover.ts';
import { wilson } from './wilson.ts';

/** x events in n, of two independent samples. */
export type TwoSamples = {
	readonly x1: number;
	readonly n1: number;
	readonly x2: number;
	readonly n2: number;
};

/** Difference p1 - p2 with the hybrid score interval of Newcombe (1998) Stat Med 17:873, method 10. */
export function differenceNewcombe({ x1, n1, x2, n2 }: TwoSamples, level: number): Difference {
	return differenceMover(wilson(x1, n1, level), wilson(x2, n2, level));
}
