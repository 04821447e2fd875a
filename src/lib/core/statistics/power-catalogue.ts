import { z } from 'zod';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { exactPower } from './exact-power.ts';
import { exactSampleSize } from './exact-sample-size.ts';
import { method } from './method.ts';
import { twoProportionSize } from './two-proportions.ts';

const number = z.number();

/** The methods of planning and of many comparisons at once. */
export const powerMethods = {
	'power.exactOneSample': method(z.object({ p0: number, p1: number, n: number, alpha: number }), exactPower),
	'power.exactSampleSize': method(
		z.object({ p0: number, p1: number, alpha: number, power: number }),
		exactSampleSize
	),
	'power.twoProportions': method(
		z.object({ p1: number, p2: number, alpha: number, power: number }),
		twoProportionSize
	),
	'multiplicity.benjaminiHochberg': method(
		z.object({ p: z.array(number.nullable()), q: number }),
		({ p, q }) => benjaminiHochberg(p, q)
	)
};
