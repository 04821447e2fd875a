import { messages } from '#lib/i18n/messages.ts';
import type { Annotation, ChartModel, ChartPoint, Series } from '#lib/core/charts/model.ts';

/** One period of a control chart. Without reviews there is no value and no limit, and the line has a gap. */
export type ControlPeriod = {
	/** The period's name, for instance `Mar 2026`; each stands once. */
	readonly name: string;
	readonly x: number;
	readonly n: number;
	readonly value: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
	/** Where it is beyond its limits. */
	readonly signal: 'above' | 'below' | null;
	/** Whether the center rests on it. */
	readonly isBaseline: boolean;
	readonly href?: string;
};

type ControlInput = {
	/** The finding: `No unusual month`, or `March is above the limit`. */
	readonly title: string;
	readonly periods: readonly ControlPeriod[];
	readonly center: number | null;
	/** Stands over the months of the baseline. */
	readonly baselineLabel: string;
	readonly annotations: readonly Annotation[];
	readonly periodTitle: string;
	readonly rateTitle: string;
	readonly notes: readonly string[];
	readonly emptyReason: string;
};

const text = messages.common.chart.control;

/** p-chart: the rate of each period with limits that follow its n, the frozen baseline shaded, and what happened when. */
export function controlChart(input: ControlInput): ChartModel {
	const { title, periods, center, baselineLabel, annotations, periodTitle, rateTitle, notes, emptyReason } =
		input;
	const baseline = periods.filter(({ isBaseline }) => isBaseline);
	const [first, last] = [baseline.at(0), baseline.at(-1)];
	const line = (pick: (period: ControlPeriod) => number | null): ChartPoint[] =>
		periods.map((period) => ({ x: period.name, y: pick(period) }));
	const limit = (name: string, points: ChartPoint[]): Series[] =>
		points.some(({ y }) => y !== null && y > 0) ? [{ name, role: 'limit', tone: 'look', points }] : [];
	return {
		kind: 'line',
		title,
		n: periods.reduce((sum, { n }) => sum + n, 0),
		xAxis: { title: periodTitle, unit: 'name' },
		yAxis: { title: rateTitle, unit: 'share' },
		series: [
			{ name: rateTitle, role: 'data', points: periods.map(pointOf) },
			{ name: text.center, role: 'target', points: center === null ? [] : line(() => center) },
			...limit(
				text.upper,
				line(({ upper }) => upper)
			),
			// A lower limit of 0 can never be crossed and would only underline the axis.
			...limit(
				text.lower,
				line(({ lower }) => lower)
			)
		],
		notes: [text.howToRead, ...notes],
		emptyReason,
		...(first && last ? { bands: [{ from: first.name, to: last.name, label: baselineLabel }] } : {}),
		...(annotations.length > 0 ? { annotations } : {})
	};
}

function pointOf({ name, x, n, value, signal, href }: ControlPeriod): ChartPoint {
	if (value === null) return { x: name, y: null, n };
	const note = text.note(x, signal ?? 'within');
	return { x: name, y: value, n, href, note, ...(signal ? { tone: 'look' as const } : {}) };
}
