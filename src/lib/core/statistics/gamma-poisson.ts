import type { Shrunken } from './beta-binomial.ts';
import { highestPeak, type Height } from './highest-peak.ts';
import { increasingRoot } from './increasing-root.ts';
import { requireCount, requireNonNegative, tailOf } from './inputs.ts';
import { gammaLimits } from './posterior.ts';
import { logRising, risingSlope } from './rising-factorial.ts';
import { sumOf } from './sum.ts';

/** Ratios of observed to expected shrunk towards their group. Without `heterogeneity` everybody has the pooled ratio. */
export type GammaPoissonShrinkage = {
	readonly heterogeneity: boolean;
	readonly shape: number | null;
	readonly rate: number | null;
	readonly units: readonly Shrunken[];
};

type Unit = { readonly o: number; readonly e: number };

// Above it the units differ by less than anybody could see, and the likelihood is flat.
const MOST_SHAPE = 1e6;

/**
 * Empirical Bayes for O/E: O ~ Poisson(E θ), θ ~ Gamma(shape, rate) by marginal maximum likelihood, posterior
 * Gamma(shape + o, rate + e) with equal tails: Clayton & Kaldor (1987) Biometrics 43:671. A shape above 1e6 means that
 * the units differ by no more than chance. Throws on events where none were expected.
 * @param asked units whose ratios are wanted; all without
 */
export function shrinkRatios(
	units: readonly Unit[],
	level: number,
	asked: readonly Unit[] = units
): GammaPoissonShrinkage {
	const tail = tailOf(level);
	for (const { o, e } of units) {
		requireCount(o, 'o');
		requireNonNegative(e, 'e');
		if (e === 0 && o > 0) throw new RangeError(`${o} events where none could be expected`);
	}
	const known = units.filter(({ e }) => e > 0);
	const events = sumOf(known, ({ o }) => o);
	const pooled = known.length === 0 ? null : events / sumOf(known, ({ e }) => e);
	const alike = (): GammaPoissonShrinkage => ({
		heterogeneity: false,
		shape: null,
		rate: null,
		units: asked.map(() => ({ mean: pooled, lower: null, upper: null }))
	});
	if (pooled === null || events === 0) return alike();
	const { shape, rate } = fitPrior(known, pooled);
	if (shape > MOST_SHAPE) return alike();
	return {
		heterogeneity: true,
		shape,
		rate,
		units: asked.map(({ o, e }) => ({
			mean: (shape + o) / (rate + e),
			...gammaLimits(shape + o, rate + e, tail)
		}))
	};
}

/** The best mean is unique at each shape, so only the shape has to be searched. */
function fitPrior(units: readonly Unit[], pooled: number): { shape: number; rate: number } {
	const logShape = highestPeak({
		at: (u): Height => {
			const shape = Math.exp(u);
			const mean = bestMean(units, shape, pooled);
			return {
				value: sumOf(units, ({ o, e }) => {
					const among = o === 0 ? 0 : logRising(shape, o) + o * Math.log((mean * e) / (shape + mean * e));
					return among - shape * Math.log1p((mean * e) / shape);
				}),
				slope: sumOf(units, ({ o, e }) => {
					const rest = (mean * e - o) / (shape + mean * e);
					return shape * (risingSlope(shape, o).first - Math.log1p((mean * e) / shape) + rest);
				})
			};
		},
		low: Math.log(1e-6),
		high: Math.log(10 * MOST_SHAPE),
		steps: 40
	});
	const shape = Math.exp(logShape);
	return { shape, rate: shape / bestMean(units, shape, pooled) };
}

/** The prior mean that fits best at a given shape, by Newton's method in its logarithm. */
function bestMean(units: readonly Unit[], shape: number, pooled: number): number {
	const events = sumOf(units, ({ o }) => o);
	const logMean = increasingRoot({
		low: Math.log(pooled) - 300,
		high: Math.log(pooled) + 300,
		start: Math.log(pooled),
		at: (u) => {
			const mean = Math.exp(u);
			let fitted = 0;
			let growth = 0;
			for (const { o, e } of units) {
				const share = (mean * e) / (shape + mean * e);
				fitted += (shape + o) * share;
				growth += (shape + o) * share * (1 - share);
			}
			return { value: Math.log(fitted) - Math.log(events), slope: growth / fitted };
		}
	});
	return Math.exp(logMean);
}
