import type { ChartDataset } from 'chart.js';
import { heatRange } from '#lib/core/charts/range.ts';
import { fade, type Look } from './look.ts';
import { isHorizontal, type ChartModel, type ChartPoint, type Series } from '#lib/core/charts/model.ts';

/** What a plugin needs to know of a drawn point beside its place. */
export type DrawnPoint = {
	x: number | string | null;
	y: number | string | null;
	lower?: number | null;
	upper?: number | null;
};

export type Dataset = ChartDataset<'line' | 'bar' | 'scatter', DrawnPoint[]> & {
	/** Written at the end of the line instead of in a legend. */
	directLabel?: string;
	hasWhiskers?: boolean;
	/** The names of points that call for an act or are one's own, written beside them; empty for the rest. */
	pointLabels?: readonly string[];
	/** How far the value of each cell of a heat map is between the lowest and the highest, in [0, 1]. */
	heat?: readonly (number | null)[];
};

const shapes = { watch: 'triangle', look: 'rectRot', none: 'circle' } as const;
const DOT = 4;

/** The colour of a data series: its place in the fixed palette. */
export function seriesColour(model: ChartModel, series: Series, look: Look): string {
	const data = model.series.filter((each) => each.role === 'data');
	const at = (series.colour ?? data.indexOf(series) + 1) - 1;
	const colour = look.palette[at % look.palette.length] ?? look.text;
	return series.isLight ? fade(colour, 0.5, look.surface) : colour;
}

function placed(model: ChartModel, point: ChartPoint): DrawnPoint {
	const { x, y, lower, upper } = point;
	return isHorizontal(model) ? { x: y, y: x, lower, upper } : { x, y, lower, upper };
}

function lineDataset(model: ChartModel, series: Series, look: Look): Dataset {
	const isLook = series.tone !== 'watch';
	const isTarget = series.role === 'target';
	const colour = isTarget ? look.muted : isLook ? look.look : look.watch;
	return {
		type: 'line',
		label: series.name,
		data: series.points.map((point) => placed(model, point)),
		borderColor: isTarget ? colour : fade(colour, 0.75),
		borderWidth: isTarget || !isLook ? 1 : 1.25,
		// Exact limits go in teeth, which dashes would tear apart: the names at their ends tell them apart.
		borderDash: isTarget ? [2, 3] : [],
		pointRadius: 0,
		pointHitRadius: 0,
		tension: 0,
		// Limits that change from month to month hold for the whole month.
		stepped: model.xAxis.unit === 'name' ? 'middle' : false,
		directLabel: series.name,
		order: 2
	};
}

function pointDataset(model: ChartModel, series: Series, look: Look): Dataset {
	const colour = seriesColour(model, series, look);
	const colours = series.points.map((point) => (point.tone ? look[point.tone] : colour));
	const isLine = model.kind === 'line' || model.kind === 'steps';
	return {
		type: 'line',
		label: series.name,
		data: series.points.map((point) => placed(model, point)),
		showLine: isLine,
		stepped: model.kind === 'steps' ? 'before' : false,
		tension: 0,
		spanGaps: false,
		// A point at 100 % is as whole as the others.
		clip: DOT + 4,
		borderColor: isLine ? colour : colours,
		borderWidth: isLine ? 1.75 : 1.5,
		// Hollow in a funnel, where points overlap; filled where a line or whisker carries them.
		backgroundColor: model.kind === 'funnel' ? colours.map((each) => fade(each, 0.25)) : colours,
		pointBorderColor: colours,
		pointBorderWidth: 1.5,
		pointRadius: series.points.map((point) => (point.tone ? DOT + 2 : isLine ? DOT - 1 : DOT)),
		pointHoverRadius: DOT + 2,
		pointStyle: series.points.map((point) => shapes[point.tone ?? 'none']),
		hasWhiskers: model.kind !== 'funnel',
		// Where names stand on an axis they are not said twice.
		pointLabels: isHorizontal(model)
			? []
			: series.points.map(({ tone, isNamed, label, x }) => (tone || isNamed ? (label ?? String(x)) : '')),
		order: 1
	};
}

/** A row of a heat map: its cells are painted by a plugin, the points beneath them only take the mouse. */
function rowDataset(model: ChartModel, series: Series): Dataset {
	const { lowest, highest } = heatRange(model);
	return {
		type: 'line',
		label: series.name,
		data: series.points.map(({ x }) => ({ x, y: series.name })),
		showLine: false,
		pointRadius: 0,
		pointHitRadius: 12,
		pointHoverRadius: 0,
		heat: series.points.map(({ y }) =>
			y === null ? null : highest === lowest ? 0.5 : (y - lowest) / (highest - lowest)
		)
	};
}

function barDataset(model: ChartModel, series: Series, look: Look): Dataset {
	return {
		type: 'bar',
		label: series.name,
		data: series.points.map((point) => placed(model, point)),
		backgroundColor: seriesColour(model, series, look),
		// A hairline of the ground keeps stacked parts apart without colour.
		borderColor: look.surface,
		borderWidth: model.kind === 'stacked-bar' ? { right: 1 } : 0,
		borderRadius: 2,
		borderSkipped: 'start',
		maxBarThickness: 16,
		hasWhiskers: model.kind === 'bar',
		order: 1
	};
}

/** The series of a model as chart.js data sets, in the model's order. */
export function makeDatasets(model: ChartModel, look: Look): Dataset[] {
	return model.series.map((series) => {
		if (series.role !== 'data') return lineDataset(model, series, look);
		if (model.kind === 'heat') return rowDataset(model, series);
		const isBar = model.kind === 'bar' || model.kind === 'stacked-bar';
		return isBar ? barDataset(model, series, look) : pointDataset(model, series, look);
	});
}
