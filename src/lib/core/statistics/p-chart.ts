import {
	laneyChart,
	shewhartChart,
	type ChartPoints,
	type ControlChart,
	type PrimeChart
} from './control-chart.ts';
import { requireEvents, requireNonNegative, requireProbability, requireSameLength } from './inputs.ts';

type ProportionSeries = {
	/** Events and trials of each period; a period without trials is a gap. */
	x: readonly number[];
	n: readonly number[];
	/** The frozen baseline in [0, 1], or null for the pooled rate of these periods. */
	center: number | null;
	/** Half-width of the limits in standard errors, 3 as a rule. */
	k: number;
};

/** p-chart of proportions with unequal sizes: Montgomery, Introduction to Statistical Quality Control, chapter 7. */
export function pChart(series: ProportionSeries): ControlChart {
	return shewhartChart(pointsOf(series));
}

/** Laney's p'-chart, for thousands of trials a period: Laney (2002) Qual Eng 14:531. */
export function pPrimeChart(series: ProportionSeries): PrimeChart {
	return laneyChart(pointsOf(series));
}

function pointsOf({ x, n, center, k }: ProportionSeries): ChartPoints {
	requireSameLength(x, n);
	requireNonNegative(k, 'k');
	if (center !== null) requireProbability(center, 'center');
	const periods = x.map((events, at) => ({ x: events, n: n[at] ?? 0 }));
	for (const period of periods) requireEvents(period.x, period.n);
	const trials = periods.reduce((sum, period) => sum + period.n, 0);
	const events = periods.reduce((sum, period) => sum + period.x, 0);
	const c = center ?? (trials === 0 ? null : events / trials);
	const points = periods.map((period) =>
		period.n === 0 || c === null ? null : { y: period.x / period.n, s: Math.sqrt((c * (1 - c)) / period.n) }
	);
	return { center: c, points, k, clamp: (limit) => Math.min(Math.max(limit, 0), 1) };
}
