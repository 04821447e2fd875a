import { z } from 'zod';
import { sketchBucket } from './ddsketch-index.ts';
import { kaplanMeier, survivalAt, survivalQuantile } from './kaplan-meier.ts';
import { method } from './method.ts';
import { quantileInterval } from './quantile-interval.ts';
import { quantiles } from './quantile.ts';
import { slaCompliance } from './sla.ts';

const number = z.number();
const level = number.default(0.95);
const values = z.array(number.nullable());

/** The methods of turnaround times. */
export const turnaroundMethods = {
	'tat.quantile': method(
		z.object({ values, probs: z.array(number), type: z.literal(7).default(7) }),
		({ values, probs }) => ({ quantiles: quantiles(values, probs) })
	),
	'tat.quantileCi': method(z.object({ values, p: number, level }), ({ values, p, level }) =>
		quantileInterval(values, p, level)
	),
	'sketch.ddsketchIndex': method(z.object({ alpha: number, x: number }), ({ alpha, x }) =>
		sketchBucket(alpha, x)
	),
	'tat.sla': method(
		z.object({
			cases: z.array(z.object({ age: number, tat: number.nullable() })),
			threshold: number,
			level
		}),
		({ cases, threshold, level }) => slaCompliance(cases, threshold, level)
	),
	'tat.kaplanMeier': method(
		z.object({
			time: values,
			event: values,
			confType: z.enum(['log-log', 'log', 'plain']).default('log-log'),
			level,
			times: z.array(number).optional(),
			probs: z.array(number).default([])
		}),
		({ times, probs, ...observed }) => {
			const curve = kaplanMeier(observed);
			const atTimes = times?.map((time) => {
				const survival = survivalAt(curve, time);
				return { time, survival, completed: 1 - survival };
			});
			return { steps: curve.steps, quantiles: probs.map((p) => survivalQuantile(curve, p)), atTimes };
		}
	)
};
