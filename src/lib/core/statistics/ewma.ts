import { signalsOf } from './control-chart.ts';
import { requireEvents, requireNonNegative, requireProbability, requireSameLength } from './inputs.ts';

/** An exponentially weighted moving average with exact limits; a gap is null. `signals` are positions from 1. */
export type Ewma = {
	readonly z: readonly (number | null)[];
	readonly ucl: readonly (number | null)[];
	readonly lcl: readonly (number | null)[];
	readonly signals: readonly number[];
};

/** The weight of the newest point, in (0, 1]; the half-width of the limits in standard deviations. */
type Smoothing = { lambda: number; L: number };

type Point = { value: number; upper: number; lower: number } | null;

/**
 * EWMA of measurements with limits mu0 ± L σ √(λ/(2-λ) (1 - (1-λ)^2t)): Montgomery, chapter 9; Lucas & Saccucci (1990)
 * Technometrics 32:1. A missing value (null) is a gap that changes nothing.
 */
export function ewma(
	series: Smoothing & { x: readonly (number | null)[]; mu0: number; sigma: number }
): Ewma {
	const { x, mu0, sigma, lambda, L } = series;
	requireSmoothing(series);
	requireNonNegative(sigma, 'sigma');
	if (!Number.isFinite(mu0)) throw new RangeError(`mu0 must be a number, not ${mu0}`);
	let z = mu0;
	let seen = 0;
	return chartOf(
		x.map((value): Point => {
			if (value === null) return null;
			if (!Number.isFinite(value)) throw new RangeError(`${value} is not a value`);
			seen++;
			z = lambda * value + (1 - lambda) * z;
			const share = (lambda / (2 - lambda)) * -Math.expm1(2 * seen * Math.log1p(-lambda));
			const half = L * sigma * Math.sqrt(share);
			return { value: z, upper: mu0 + half, lower: mu0 - half };
		})
	);
}

/**
 * EWMA of proportions with unequal sizes: the exact recursion v = λ² p0(1-p0)/n + (1-λ)² v of its variance, limits
 * p0 ± L √v within [0, 1] (Lucas & Saccucci 1990). A period without trials is a gap that changes nothing.
 */
export function ewmaBinomial(
	series: Smoothing & { x: readonly number[]; n: readonly number[]; p0: number }
): Ewma {
	const { x, n, p0, lambda, L } = series;
	requireSmoothing(series);
	requireSameLength(x, n);
	requireProbability(p0, 'p0');
	let z = p0;
	let variance = 0;
	return chartOf(
		x.map((events, at): Point => {
			const trials = n[at] ?? 0;
			requireEvents(events, trials);
			if (trials === 0) return null;
			z = (lambda * events) / trials + (1 - lambda) * z;
			variance = (lambda * lambda * p0 * (1 - p0)) / trials + (1 - lambda) ** 2 * variance;
			const half = L * Math.sqrt(variance);
			return { value: z, upper: Math.min(p0 + half, 1), lower: Math.max(p0 - half, 0) };
		})
	);
}

function chartOf(points: readonly Point[]): Ewma {
	const z = points.map((point) => point?.value ?? null);
	const ucl = points.map((point) => point?.upper ?? null);
	const lcl = points.map((point) => point?.lower ?? null);
	return { z, ucl, lcl, signals: signalsOf(z, ucl, lcl) };
}

function requireSmoothing({ lambda, L }: Smoothing): void {
	if (!(lambda > 0 && lambda <= 1)) throw new RangeError(`lambda must be in (0, 1], not ${lambda}`);
	requireNonNegative(L, 'L');
}
