import { messages } from '#lib/i18n/messages.ts';
import type { ChartModel, ChartPoint } from '#lib/core/charts/model.ts';

/** A quantile in minutes with its order-statistic interval; null where it is not defined. */
export type QuantileMinutes = {
	readonly value: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** Turnaround of one group of reads, for instance a priority. */
export type GroupTurnaround = {
	readonly name: string;
	readonly n: number;
	readonly median: QuantileMinutes;
	readonly p90: QuantileMinutes;
};

const text = messages.common.chart.turnaround;

/** Median and P90 by group, each with its interval. `title` is the finding in the screen's words. */
export function turnaroundChart(title: string, groups: readonly GroupTurnaround[]): ChartModel {
	const pointOf = (group: GroupTurnaround, quantile: QuantileMinutes): ChartPoint => ({
		x: group.name,
		y: quantile.value,
		lower: quantile.lower,
		upper: quantile.upper,
		n: group.n
	});
	return {
		kind: 'points-with-intervals',
		title,
		n: groups.reduce((sum, group) => sum + group.n, 0),
		xAxis: { title: text.group, unit: 'name' },
		yAxis: { title: text.minutes, unit: 'minutes' },
		series: [
			{ name: text.median, role: 'data', points: groups.map((group) => pointOf(group, group.median)) },
			{ name: text.p90, role: 'data', points: groups.map((group) => pointOf(group, group.p90)) }
		],
		notes: [text.interval],
		emptyReason: text.empty
	};
}
