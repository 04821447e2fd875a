import { z } from 'zod';
import { ewma, ewmaBinomial } from './ewma.ts';
import { gChart } from './g-chart.ts';
import { method } from './method.ts';
import { pChart, pPrimeChart } from './p-chart.ts';
import { uChart, uPrimeChart } from './u-chart.ts';

const number = z.number();
const numbers = z.array(number);
const attributes = z.object({
	x: numbers,
	n: numbers,
	center: number.nullable().default(null),
	k: number.default(3),
	prime: z.boolean().default(false)
});
const smoothing = { lambda: number, L: number };

/** The methods of control charts. */
export const chartMethods = {
	'spc.p': method(attributes, ({ prime, ...series }) => (prime ? pPrimeChart : pChart)(series)),
	'spc.u': method(attributes, ({ prime, ...series }) => (prime ? uPrimeChart : uChart)(series)),
	'spc.g': method(z.object({ gaps: numbers, tail: number }), ({ gaps, tail }) => gChart(gaps, tail)),
	'spc.ewmaBinomial': method(z.object({ x: numbers, n: numbers, p0: number, ...smoothing }), ewmaBinomial),
	'spc.ewma': method(
		z.object({ x: z.array(number.nullable()), mu0: number, sigma: number, ...smoothing }),
		ewma
	)
};
