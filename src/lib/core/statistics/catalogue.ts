import { z } from 'zod';
import { samplingMethods } from '#lib/core/sampling/catalogue.ts';
import { agreementMethods } from './agreement-catalogue.ts';
import { betaQuantile } from './beta-quantile.ts';
import { binomialTails } from './binomial.ts';
import { chartMethods } from './chart-catalogue.ts';
import { clopperPearson } from './clopper-pearson.ts';
import { cusumMethods } from './cusum-catalogue.ts';
import { differenceNewcombe } from './difference-newcombe.ts';
import { funnelMethods } from './funnel-catalogue.ts';
import { gammaQuantile } from './gamma-quantile.ts';
import { jeffreys } from './jeffreys.ts';
import { method, type Method } from './method.ts';
import { normalQuantile } from './normal.ts';
import { poissonBinomial } from './poisson-binomial.ts';
import { byarRatio, poissonRatio } from './poisson-ratio.ts';
import { poissonTails } from './poisson.ts';
import { powerMethods } from './power-catalogue.ts';
import { shrinkageMethods } from './shrinkage-catalogue.ts';
import { standardisationMethods } from './standardisation-catalogue.ts';
import { studentQuantile } from './student-quantile.ts';
import { turnaroundMethods } from './turnaround-catalogue.ts';
import { upperBound } from './upper-bound.ts';
import { wilson } from './wilson.ts';

const number = z.number();
const level = number.default(0.95);
const events = z.object({ x: number, n: number, level });
const ratio = z.object({ o: number, e: number, level });

const proportionMethods = {
	'proportion.wilson': method(events, ({ x, n, level }) => wilson(x, n, level)),
	'proportion.clopperPearson': method(events, ({ x, n, level }) => clopperPearson(x, n, level)),
	'proportion.jeffreys': method(events, ({ x, n, level }) => jeffreys(x, n, level)),
	'proportion.upperBound': method(events, ({ x, n, level }) => ({ upper: upperBound(x, n, level) })),
	'proportion.differenceNewcombe': method(
		z.object({ x1: number, n1: number, x2: number, n2: number, level }),
		({ level, ...samples }) => differenceNewcombe(samples, level)
	),
	'ratio.poissonExact': method(ratio, ({ o, e, level }) => poissonRatio(o, e, level)),
	'ratio.byar': method(ratio, ({ o, e, level }) => byarRatio(o, e, level)),
	'poissonBinomial.tails': method(z.object({ x: number, p: z.array(number) }), ({ x, p }) =>
		poissonBinomial(x, p)
	)
};

const specialMethods = {
	'special.normQuantile': method(z.object({ p: number }), ({ p }) => ({ value: normalQuantile(p) })),
	'special.binomTails': method(z.object({ k: number, n: number, p: number }), ({ k, n, p }) =>
		binomialTails(k, n, p)
	),
	'special.poissonTails': method(z.object({ k: number, mean: number }), ({ k, mean }) =>
		poissonTails(k, mean)
	),
	'special.betaQuantile': method(z.object({ p: number, a: number, b: number }), ({ p, a, b }) => ({
		value: betaQuantile(p, a, b)
	})),
	'special.gammaQuantile': method(
		z.object({ p: number, shape: number, rate: number }),
		({ p, shape, rate }) => ({ value: gammaQuantile(p, shape, rate) })
	),
	'special.tQuantile': method(z.object({ p: number, df: number }), ({ p, df }) => ({
		value: studentQuantile(p, df)
	}))
};

/** Every statistic and sampling rule of the product under the name an installation check calls it by. */
export const catalogue: ReadonlyMap<string, Method> = new Map(
	Object.entries({
		...proportionMethods,
		...funnelMethods,
		...standardisationMethods,
		...chartMethods,
		...cusumMethods,
		...shrinkageMethods,
		...agreementMethods,
		...turnaroundMethods,
		...powerMethods,
		...samplingMethods,
		...specialMethods
	})
);
