/** Points of a control chart with their limits; null where there is no point. `signals` are positions from 1. */
export type ControlChart = {
	readonly center: number | null;
	readonly y: readonly (number | null)[];
	readonly ucl: readonly (number | null)[];
	readonly lcl: readonly (number | null)[];
	readonly signals: readonly number[];
};

/** A chart widened by what the points vary beyond chance; null where two points or a spread are missing. */
export type PrimeChart = ControlChart & { readonly sigmaZ: number | null };

/** What both attribute charts are built from: the value and standard error of each point, null for an empty one. */
export type ChartPoints = {
	readonly center: number | null;
	readonly points: readonly ({ readonly y: number; readonly s: number } | null)[];
	/** Half-width of the limits in standard errors. */
	readonly k: number;
	readonly clamp: (limit: number) => number;
};

// Mean absolute difference of two standard normal deviates, as every table of d2 rounds it.
const MEAN_MOVING_RANGE = 1.128;

/** Positions from 1 of the points strictly outside their limits; equality lost to rounding is no signal. */
export function signalsOf(
	y: readonly (number | null)[],
	ucl: readonly (number | null)[],
	lcl: readonly (number | null)[]
): number[] {
	return y.flatMap((value, at) => {
		const [upper, lower] = [ucl[at] ?? null, lcl[at] ?? null];
		if (value === null || upper === null || lower === null) return [];
		const slack = 1e-12 * Math.max(Math.abs(upper), Math.abs(lower));
		return value > upper + slack || value < lower - slack ? [at + 1] : [];
	});
}

/** Shewhart chart: center ± k standard errors (Montgomery, Introduction to Statistical Quality Control, chapter 7). */
export function shewhartChart(chart: ChartPoints): ControlChart {
	return withLimits(chart, 1);
}

/**
 * Laney's chart for large sizes: standard errors times sigmaZ, the mean moving range of the z-scores / 1.128, without
 * screening of ranges. Laney (2002) Qual Eng 14:531; Mohammed & Laney (2006) Qual Saf Health Care 15:383.
 */
export function laneyChart(chart: ChartPoints): PrimeChart {
	const { center, points } = chart;
	const known = points.filter((point) => point !== null);
	const isKnown = center !== null && known.length >= 2 && known.every(({ s }) => s > 0);
	if (!isKnown) return { ...withLimits(chart, null), sigmaZ: null };
	const z = known.map(({ y, s }) => (y - center) / s);
	const ranges = z.slice(1).map((value, at) => Math.abs(value - (z[at] ?? value)));
	const sigmaZ = ranges.reduce((sum, range) => sum + range, 0) / ranges.length / MEAN_MOVING_RANGE;
	return { ...withLimits(chart, sigmaZ), sigmaZ };
}

function withLimits({ center, points, k, clamp }: ChartPoints, widening: number | null): ControlChart {
	const limits = (side: 1 | -1) =>
		points.map((point) =>
			point === null || center === null || widening === null
				? null
				: clamp(center + side * k * widening * point.s)
		);
	const y = points.map((point) => point?.y ?? null);
	const [ucl, lcl] = [limits(1), limits(-1)];
	return { center, y, ucl, lcl, signals: signalsOf(y, ucl, lcl) };
}
