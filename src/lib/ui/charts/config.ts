import type { ChartConfiguration, ScaleOptions, TooltipItem } from 'chart.js';
import { makeDatasets } from './datasets.ts';
import type { Look } from './look.ts';
import { categories, isHorizontal, type Axis, type ChartModel, type Unit } from './model.ts';
import { directLabels, whiskers } from './plugins.ts';
import { describePoint, formatValue } from './values.ts';

const ROW = 34;
const FRAME = 64;
const HEIGHT = 288;
/** Room at the right for the names of lines. */
const LABEL_WIDTH = 88;

/** Height of a chart in CSS pixels: by its rows where categories stand below each other. */
export function chartHeight(model: ChartModel): number {
	return isHorizontal(model) ? categories(model).length * ROW + FRAME : HEIGHT;
}

/** Ticks are shorter than values: `2 %`, not `2.0 %`. */
function tickText(value: number | string, unit: Unit): string {
	if (unit !== 'share' || typeof value === 'string') return formatValue(value, unit);
	return `${Number((value * 100).toFixed(2))}\u00a0%`;
}

function valueScale(axis: Axis, look: Look, isStacked: boolean): ScaleOptions<'linear'> {
	return {
		type: 'linear',
		beginAtZero: true,
		max: axis.max,
		stacked: isStacked,
		grid: { color: look.grid, drawTicks: false },
		border: { display: false },
		title: { display: true, text: axis.title, color: look.muted },
		ticks: {
			color: look.muted,
			padding: 8,
			maxTicksLimit: 6,
			callback: (value) => tickText(value, axis.unit)
		}
	} as ScaleOptions<'linear'>; // chart.js types its scales as if every nested option were given
}

function nameScale(look: Look, isStacked: boolean, labels: string[]): ScaleOptions<'category'> {
	return {
		type: 'category',
		labels,
		offset: true,
		stacked: isStacked,
		grid: { display: false },
		border: { display: false },
		ticks: { color: look.text, padding: 8, autoSkip: false }
	} as ScaleOptions<'category'>; // as above
}

/** Everything chart.js needs to draw a model in a look. Nothing moves when the person wants no motion. */
export function chartConfig(model: ChartModel, look: Look): ChartConfiguration {
	const horizontal = isHorizontal(model);
	const isStacked = model.kind === 'stacked-bar';
	const value = valueScale(model.yAxis, look, isStacked);
	const other =
		model.xAxis.unit === 'name'
			? nameScale(look, isStacked, categories(model))
			: { ...valueScale(model.xAxis, look, false), grid: { display: false } };
	const hasLines = model.series.some((series) => series.role !== 'data');
	return {
		type: model.kind === 'bar' || isStacked ? 'bar' : 'line',
		data: { datasets: makeDatasets(model, look) },
		options: {
			indexAxis: horizontal ? 'y' : 'x',
			responsive: true,
			maintainAspectRatio: false,
			animation: look.isStill ? false : { duration: 120 },
			font: { family: look.font, size: 12 },
			interaction: { mode: 'nearest', intersect: false, axis: 'xy' },
			layout: { padding: { top: 6, right: hasLines && !horizontal ? LABEL_WIDTH : 8 } },
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
		plugins: [whiskers(), directLabels(look)]
	} as ChartConfiguration; // points carry names and intervals, which its data types do not foresee
}

function tooltipText(model: ChartModel, item: TooltipItem<'line' | 'bar'>): string {
	const { datasetIndex: seriesIndex, dataIndex: pointIndex } = item;
	const point = model.series[seriesIndex]?.points[pointIndex];
	return point ? describePoint(model, { ...point, seriesIndex, pointIndex }) : '';
}
