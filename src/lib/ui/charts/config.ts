import type { ChartConfiguration, ScaleOptions, TooltipItem } from 'chart.js';
import { makeDatasets } from './datasets.ts';
import type { Look } from './look.ts';
import { categories, isHorizontal, type Axis, type ChartModel } from '#lib/core/charts/model.ts';
import { highestPlace, highestValue, tickStep } from '#lib/core/charts/range.ts';
import { bands } from './bands.ts';
import { heatCells } from './heat-cells.ts';
import { directLabels, pointLabels, whiskers } from './plugins.ts';
import { describePoint, tickText } from './values.ts';

const ROW = 34;
/** Where more stand below each other than fit a glance. */
const MANY = 12;
const CLOSE_ROW = 24;
const FRAME = 64;
const HEIGHT = 288;
/** Room at the right for the names of lines. */
const LABEL_WIDTH = 108;

/** Height of a chart in CSS pixels: by its rows where categories stand below each other. */
export function chartHeight(model: ChartModel): number {
	if (isHorizontal(model)) {
		const { length } = categories(model);
		return length * (length > MANY ? CLOSE_ROW : ROW) + FRAME;
	}
	if (model.kind === 'heat') return model.series.length * ROW + FRAME;
	return HEIGHT;
}

function valueScale(
	axis: Axis,
	look: Look,
	range: { isStacked: boolean; highest: number }
): ScaleOptions<'linear'> {
	const { isStacked, highest } = range;
	return {
		type: 'linear',
		beginAtZero: true,
		max: axis.max,
		suggestedMax: isStacked ? undefined : highest,
		stacked: isStacked,
		grid: { color: look.grid, drawTicks: false },
		border: { display: false },
		title: { display: true, text: axis.title, color: look.muted },
		ticks: {
			color: look.muted,
			padding: 8,
			maxTicksLimit: 7,
			stepSize: tickStep(axis.unit, highest),
			callback: (value) => tickText(value, axis.unit)
		}
	} as ScaleOptions<'linear'>; // chart.js types its scales as if every nested option were given
}

type Names = { isStacked: boolean; isSkipping: boolean; labels: string[] };

function nameScale(look: Look, { isStacked, isSkipping, labels }: Names): ScaleOptions<'category'> {
	return {
		type: 'category',
		labels,
		offset: true,
		stacked: isStacked,
		grid: { display: false },
		border: { display: false },
		// Months may be skipped on the axis; the name of a bar may not.
		ticks: { color: look.text, padding: 8, autoSkip: isSkipping, maxRotation: 0, autoSkipPadding: 12 }
	} as ScaleOptions<'category'>; // as above
}

function rowScale(model: ChartModel, look: Look): ScaleOptions<'category'> {
	const labels = model.series.map(({ name }) => name);
	return { ...nameScale(look, { isStacked: false, isSkipping: false, labels }), reverse: false };
}

/** Everything chart.js needs to draw a model in a look. Nothing moves when the person wants no motion. */
export function chartConfig(model: ChartModel, look: Look): ChartConfiguration {
	const horizontal = isHorizontal(model);
	const isStacked = model.kind === 'stacked-bar';
	const value =
		model.kind === 'heat'
			? rowScale(model, look)
			: valueScale(model.yAxis, look, { isStacked, highest: highestValue(model) });
	const other =
		model.xAxis.unit === 'name'
			? nameScale(look, { isStacked, isSkipping: !horizontal, labels: categories(model) })
			: {
					...valueScale(model.xAxis, look, { isStacked: false, highest: highestPlace(model) }),
					beginAtZero: false,
					grid: { display: false }
				};
	const hasLines = model.series.some((series) => series.role !== 'data');
	return {
		type: model.kind === 'bar' || isStacked ? 'bar' : 'line',
		data: { datasets: makeDatasets(model, look) },
		options: {
			indexAxis: horizontal ? 'y' : 'x',
			responsive: true,
			maintainAspectRatio: false,
			animation: look.isStill ? false : { duration: 120 },
			interaction: { mode: 'nearest', intersect: false, axis: 'xy' },
			layout: {
				padding: {
					top: model.bands || model.annotations ? 20 : 6,
					right: hasLines && !horizontal ? LABEL_WIDTH : 8
				}
			},
			scales: horizontal ? { x: value, y: other } : { x: other, y: value },
			plugins: {
				legend: { display: false },
				tooltip: {
					backgroundColor: look.text,
					bodyColor: look.surface,
					displayColors: false,
					cornerRadius: 6,
					padding: 8,
					caretSize: 0,
					animation: false,
					filter: (item) => model.series[item.datasetIndex]?.role === 'data',
					callbacks: { title: () => '', label: (item) => tooltipText(model, item) }
				}
			}
		},
		plugins: [bands(model, look), heatCells(look), whiskers(), pointLabels(look), directLabels(look)]
	} as ChartConfiguration; // points carry names and intervals, which its data types do not foresee
}

function tooltipText(model: ChartModel, item: TooltipItem<'line' | 'bar'>): string {
	const { datasetIndex: seriesIndex, dataIndex: pointIndex } = item;
	const point = model.series[seriesIndex]?.points[pointIndex];
	return point ? describePoint(model, { ...point, seriesIndex, pointIndex }) : '';
}
