import type { Tails } from './binomial.ts';
import { requireProbability } from './inputs.ts';
import { sum, sumOf } from './sum.ts';

/** Moments of a sum of unequal chances, and both exact tails at a count. */
export type PoissonBinomial = {
	readonly expected: number;
	readonly variance: number;
	readonly pHigh: number;
	readonly pLow: number;
};

/**
 * Exact P(X ≥ x) and P(X ≤ x) of the number of events among cases with risks `p`, by convolution case after case: Hong
 * (2013) Comput Stat Data Anal 59:41. Only sums of positive terms, so that small tails keep their digits; cost is the
 * number of cases times min(x, cases - x). x may lie outside 0…cases. Throws on what is no risk or no whole number.
 */
export function poissonBinomial(x: number, p: readonly number[]): PoissonBinomial {
	if (!Number.isSafeInteger(x)) throw new RangeError(`x must be a whole number, not ${x}`);
	for (const risk of p) requireProbability(risk, 'p');
	const { lower, upper } = tailsAt(x, p);
	return {
		expected: sum(p),
		variance: sumOf(p, (risk) => risk * (1 - risk)),
		pHigh: upper,
		pLow: lower
	};
}

function tailsAt(x: number, p: readonly number[]): Tails {
	const n = p.length;
	if (x < 0) return { lower: 0, upper: 1 };
	if (x > n) return { lower: 1, upper: 0 };
	// Both chances of a case are kept: taking one from 1 twice would round a small one away.
	const cases = p.map((risk) => ({ event: risk, none: 1 - risk }));
	if (2 * x <= n) return countedTails(x, cases);
	// Counting what did not happen is the shorter way.
	const turned = cases.map(({ event, none }) => ({ event: none, none: event }));
	const { lower, upper } = countedTails(n - x, turned);
	return { lower: upper, upper: lower };
}

/** The distribution up to `most`; whatever goes beyond is gathered in one number and never comes back. */
function countedTails(most: number, cases: readonly { event: number; none: number }[]): Tails {
	const mass = new Float64Array(most + 1);
	mass[0] = 1;
	let beyond = 0;
	for (const { event, none } of cases) {
		beyond += event * (mass[most] ?? 0);
		for (let count = most; count > 0; count--)
			mass[count] = (mass[count] ?? 0) * none + (mass[count - 1] ?? 0) * event;
		mass[0] = (mass[0] ?? 0) * none;
	}
	const below = sum(mass.subarray(0, most));
	const at = mass[most] ?? 0;
	return {
		lower: most === cases.length ? 1 : Math.min(below + at, 1),
		upper: most === 0 ? 1 : Math.min(at + beyond, 1)
	};
}
