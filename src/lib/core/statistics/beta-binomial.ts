import { highestPeak, type Height } from './highest-peak.ts';
import { increasingRoot } from './increasing-root.ts';
import { tailOf } from './inputs.ts';
import { overdispersionTest } from './overdispersion-test.ts';
import { betaLimits } from './posterior.ts';
import { logRising, risingSlope, type RisingSlope } from './rising-factorial.ts';
import { sumOf } from './sum.ts';

/** A shrunken value with its limits; limits null where nothing tells the units apart. */
export type Shrunken = {
	readonly mean: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** Rates shrunk towards their group. Without `heterogeneity` everybody has the pooled rate. */
export type BetaBinomialShrinkage = {
	readonly heterogeneity: boolean;
	readonly alpha: number | null;
	readonly beta: number | null;
	readonly mean: number | null;
	readonly posterior: readonly Shrunken[];
};

type Unit = { readonly x: number; readonly n: number };
type Tally = Unit & { readonly times: number };

// Above it the units differ by less than anybody could see, and the likelihood is flat.
const MOST_PRECISION = 1e6;

/**
 * Empirical Bayes for rates: alpha and beta of the beta-binomial by marginal maximum likelihood, posterior
 * Beta(alpha + x, beta + n - x) with equal tails. Kleinman (1973) JASA 68:46; Gelman, Bayesian Data Analysis, chapter 5.
 * Tarone's Z ≤ 0 or alpha + beta above 1e6 mean that the units differ by no more than chance.
 */
export function shrinkRates(units: readonly Unit[], level: number): BetaBinomialShrinkage {
	const tail = tailOf(level);
	const { pooled, taroneZ } = overdispersionTest(units);
	const alike = (): BetaBinomialShrinkage => ({
		heterogeneity: false,
		alpha: null,
		beta: null,
		mean: pooled,
		posterior: units.map(() => ({ mean: pooled, lower: null, upper: null }))
	});
	if (taroneZ === null || taroneZ <= 0) return alike();
	const { alpha, beta } = fitPrior(tallyOf(units));
	if (alpha + beta > MOST_PRECISION) return alike();
	return {
		heterogeneity: true,
		alpha,
		beta,
		mean: alpha / (alpha + beta),
		posterior: units.map(({ x, n }) => ({
			mean: (alpha + x) / (alpha + beta + n),
			...betaLimits(alpha + x, beta + n - x, tail)
		}))
	};
}

/** Equal units are counted once. */
function tallyOf(units: readonly Unit[]): Tally[] {
	const tally = new Map<string, Tally>();
	for (const { x, n } of units) {
		if (n === 0) continue;
		const key = `${x}/${n}`;
		tally.set(key, { x, n, times: (tally.get(key)?.times ?? 0) + 1 });
	}
	return [...tally.values()];
}

/** The likelihood is concave in the mean at each precision, so only the precision has to be searched. */
function fitPrior(tally: readonly Tally[]): { alpha: number; beta: number } {
	const pooled = sumOf(tally, ({ x, times }) => x * times) / sumOf(tally, ({ n, times }) => n * times);
	const start = Math.log(pooled) - Math.log1p(-pooled);
	const priorAt = (logPrecision: number) => bestPrior(tally, Math.exp(logPrecision), start);
	const peak = highestPeak({
		at: (logPrecision): Height => {
			const precision = Math.exp(logPrecision);
			const { alpha, beta } = priorAt(logPrecision);
			return {
				value: sumOf(
					tally,
					({ x, n, times }) =>
						times * (logRising(alpha, x) + logRising(beta, n - x) - logRising(precision, n))
				),
				slope: sumOf(tally, ({ x, n, times }) => {
					const own = alpha * risingSlope(alpha, x).first + beta * risingSlope(beta, n - x).first;
					return times * (own - precision * risingSlope(precision, n).first);
				})
			};
		},
		low: Math.log(1e-6),
		high: Math.log(10 * MOST_PRECISION),
		steps: 40
	});
	return priorAt(peak);
}

/** alpha and beta that fit best among those with a given sum, by Newton's method in the logit of the mean. */
function bestPrior(
	tally: readonly Tally[],
	precision: number,
	start: number
): { alpha: number; beta: number } {
	const priorOf = (logit: number) => ({
		alpha: precision / (1 + Math.exp(-logit)),
		beta: precision / (1 + Math.exp(logit))
	});
	const logit = increasingRoot({
		low: -600,
		high: 600,
		start,
		at: (u) => {
			const { alpha, beta } = priorOf(u);
			const events = slopeSums(tally, ({ x }) => risingSlope(alpha, x));
			const others = slopeSums(tally, ({ x, n }) => risingSlope(beta, n - x));
			// As logarithms both sides are nearly straight, so that no start is too far away.
			return {
				value: Math.log(others.first) - Math.log(events.first),
				slope: ((alpha * beta) / precision) * -(events.second / events.first + others.second / others.first)
			};
		}
	});
	return priorOf(logit);
}

function slopeSums(tally: readonly Tally[], of: (unit: Tally) => RisingSlope): RisingSlope {
	let [first, second] = [0, 0];
	for (const unit of tally) {
		const slope = of(unit);
		first += unit.times * slope.first;
		second += unit.times * slope.second;
	}
	return { first, second };
}
