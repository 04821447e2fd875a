import { z } from 'zod';
import { bernoulliCusum, bernoulliDesign, bernoulliRunLength } from './bernoulli-cusum.ts';
import { method } from './method.ts';
import { riskAdjustedCusum } from './risk-adjusted-cusum.ts';
import { riskAdjustedRunLength } from './risk-adjusted-run-length.ts';

const number = z.number();
const numbers = z.array(number);

/** The methods of watching one unit over time. */
export const cusumMethods = {
	'cusum.riskAdjusted': method(
		z.object({ y: numbers, p: numbers, oddsRatio: number, h: number, reset: z.boolean().default(true) }),
		riskAdjustedCusum
	),
	'cusum.bernoulli': method(z.object({ y: numbers, m: number, H: number }), ({ y, m, H }) =>
		bernoulliCusum(y, m, H)
	),
	'cusum.bernoulliArl': method(z.object({ p: number, m: number, H: number }), ({ p, m, H }) => ({
		arl: bernoulliRunLength(p, m, H)
	})),
	'cusum.bernoulliDesign': method(
		z.object({ p0: number, oddsRatio: number, targetArl0: number }),
		bernoulliDesign
	),
	'cusum.raArl': method(
		z.object({
			pmix: z.array(z.object({ risk: number, weight: number })),
			oddsRatio: number,
			trueOddsRatio: number,
			h: number
		}),
		(inputs) => ({ arl: riskAdjustedRunLength(inputs) })
	)
};
