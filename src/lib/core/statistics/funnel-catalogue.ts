import { z } from 'zod';
import { classifyProportion, classifyRatio } from './funnel-classify.ts';
import { binomialLimits, poissonLimits } from './funnel-limits.ts';
import { funnelOverdispersion } from './funnel-overdispersion.ts';
import { method } from './method.ts';
import { overdispersionTest } from './overdispersion-test.ts';

const number = z.number();
const tails = z.array(number);

/** The methods of funnel plots. */
export const funnelMethods = {
	'funnel.binomialLimits': method(
		z.object({ target: number, n: z.array(number), tails }),
		({ target, n, tails }) => ({
			limits: n.flatMap((size) =>
				tails.map((tail) => ({ n: size, tail, ...binomialLimits(target, size, tail) }))
			)
		})
	),
	'funnel.poissonLimits': method(z.object({ expected: z.array(number), tails }), (inputs) => ({
		limits: inputs.expected.flatMap((expected) =>
			inputs.tails.map((tail) => ({ expected, tail, ...poissonLimits(expected, tail) }))
		)
	})),
	'funnel.classify': method(z.object({ x: number, n: number, target: number }), ({ x, n, target }) =>
		classifyProportion(x, n, target)
	),
	'funnel.classifyRatio': method(z.object({ o: number, e: number }), ({ o, e }) => classifyRatio(o, e)),
	'funnel.overdispersion': method(
		z.object({
			units: z.array(z.object({ x: number, n: number })),
			target: number.nullable().default(null),
			winsor: number,
			transform: z.enum(['none', 'arcsine'])
		}),
		funnelOverdispersion
	),
	'overdispersion.test': method(
		z.object({ units: z.array(z.object({ x: number, n: number })) }),
		({ units }) => overdispersionTest(units)
	)
};
