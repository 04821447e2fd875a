import { z } from 'zod';
import { finitePopulationRate } from './finite-population.ts';
import { horvitzThompson } from './horvitz-thompson.ts';
import { standardiseAgainstOthers, standardiseIndirect } from './indirect-standardisation.ts';
import { method } from './method.ts';
import { stratifiedRate } from './stratified-rate.ts';
import { suppressSmall } from './suppression.ts';
import { adjustTwoWay } from './two-way.ts';

const number = z.number();
const level = number.default(0.95);
const units = z.array(
	z.object({ id: z.string(), strata: z.record(z.string(), z.object({ n: number, x: number })) })
);

/** The methods of observed/expected, reviewer severity, weighting and suppression. */
export const standardisationMethods = {
	'standardise.indirect': method(
		z.object({ units, reference: z.record(z.string(), number).nullable().default(null), level }),
		({ units, reference, level }) => standardiseIndirect(units, reference, level)
	),
	'standardise.indirectOthers': method(
		z.object({ units, minOtherN: number, minOtherEvents: number, level }),
		({ units, ...options }) => ({ units: standardiseAgainstOthers(units, options) })
	),
	'estimate.stratified': method(
		z.object({ strata: z.array(z.object({ N: number, n: number, x: number })), level }),
		({ strata, level }) => stratifiedRate(strata, level)
	),
	'estimate.horvitzThompson': method(
		z.object({ items: z.array(z.object({ y: number, pi: number })), N: number }),
		({ items, N }) => horvitzThompson(items, N)
	),
	'estimate.fpc': method(z.object({ x: number, n: number, N: number, level }), finitePopulationRate),
	'adjust.twoWay': method(
		z.object({
			cells: z.array(
				z.object({ radiologist: z.string(), reviewer: z.string(), observed: number, expected: number })
			)
		}),
		({ cells }) => adjustTwoWay(cells)
	),
	'suppression.minN': method(
		z.object({
			rows: z.array(z.object({ id: z.string(), n: number })),
			minN: number,
			totalShown: z.boolean()
		}),
		({ rows, minN, totalShown }) => ({ rows: suppressSmall(rows, { minN, isTotalShown: totalShown }) })
	)
};
