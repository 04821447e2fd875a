import {
	laneyChart,
	shewhartChart,
	type ChartPoints,
	type ControlChart,
	type PrimeChart
} from './control-chart.ts';
import { requireCount, requireNonNegative, requireSameLength } from './inputs.ts';

type RateSeries = {
	/** Counts of each period, and its exposure (reports, thousands of reports, days): none is a gap. */
	x: readonly number[];
	n: readonly number[];
	/** The frozen baseline per unit of exposure, or null for the pooled rate of these periods. */
	center: number | null;
	/** Half-width of the limits in standard errors, 3 as a rule. */
	k: number;
};

/** u-chart of counts per exposure: Montgomery, Introduction to Statistical Quality Control, chapter 7. */
export function uChart(series: RateSeries): ControlChart {
	return shewhartChart(pointsOf(series));
}

/** Laney's u'-chart, for large exposures: Laney (2002) Qual Eng 14:531. */
export function uPrimeChart(series: RateSeries): PrimeChart {
	return laneyChart(pointsOf(series));
}

function pointsOf({ x, n, center, k }: RateSeries): ChartPoints {
	requireSameLength(x, n);
	requireNonNegative(k, 'k');
	if (center !== null) requireNonNegative(center, 'center');
	const periods = x.map((count, at) => ({ count, exposure: n[at] ?? 0 }));
	for (const { count, exposure } of periods) {
		requireCount(count, 'x');
		requireNonNegative(exposure, 'n');
		if (exposure === 0 && count > 0) throw new RangeError(`${count} events without exposure`);
	}
	const exposed = periods.reduce((sum, period) => sum + period.exposure, 0);
	const counted = periods.reduce((sum, period) => sum + period.count, 0);
	const c = center ?? (exposed === 0 ? null : counted / exposed);
	const points = periods.map(({ count, exposure }) =>
		exposure === 0 || c === null ? null : { y: count / exposure, s: Math.sqrt(c / exposure) }
	);
	return { center: c, points, k, clamp: (limit) => Math.max(limit, 0) };
}
