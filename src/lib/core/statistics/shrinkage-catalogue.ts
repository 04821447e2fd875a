import { z } from 'zod';
import { shrinkRates } from './beta-binomial.ts';
import { shrinkRatios } from './gamma-poisson.ts';
import { method } from './method.ts';
import { betaBinomialPosterior, gammaPoissonPosterior } from './posterior.ts';

const number = z.number();
const level = number.default(0.95);

/** The methods of shrinkage towards the group. */
export const shrinkageMethods = {
	'shrink.betaBinomial': method(
		z.object({ units: z.array(z.object({ x: number, n: number })), level }),
		({ units, level }) => shrinkRates(units, level)
	),
	'shrink.betaBinomialPosterior': method(
		z.object({ alpha: number, beta: number, x: number, n: number, level, threshold: number }),
		betaBinomialPosterior
	),
	'shrink.gammaPoisson': method(
		z.object({ units: z.array(z.object({ o: number, e: number })), level }),
		({ units, level }) => shrinkRatios(units, level)
	),
	'shrink.gammaPoissonPosterior': method(
		z.object({ shape: number, rate: number, o: number, e: number, level, threshold: number }),
		gammaPoissonPosterior
	)
};
