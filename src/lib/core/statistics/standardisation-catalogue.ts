import { z } from 'zod';
import { standardiseAgainstOthers, standardiseIndirect } from './indirect-standardisation.ts';
import { method } from './method.ts';
import { stratifiedRate } from './stratified-rate.ts';
import { suppressSmall } from './suppression.ts';

const number = z.number();
const level = number.default(0.95);
const units = z.array(
	z.object({ id: z.string(), strata: z.record(z.string(), z.object({ n: number, x: number })) })
);

/** The methods of observed/expected, weighting and suppression. */
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
	'suppression.minN': method(
		z.object({
			rows: z.array(z.object({ id: z.string(), n: number })),
			minN: number,
			totalShown: z.boolean()
		}),
		({ rows, minN, totalShown }) => ({ rows: suppressSmall(rows, { minN, isTotalShown: totalShown }) })
	)
};
