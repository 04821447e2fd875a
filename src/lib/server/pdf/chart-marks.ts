import type { ChartModel, ChartPoint, Series } from '#lib/core/charts/model.ts';
import { heatRange, heatShare } from '#lib/core/charts/range.ts';
import { fade, inkOf, inkOfPoint } from './chart-ink.ts';
import type { Scale } from './chart-scale.ts';
import { ink, type Doc } from './sheet.ts';

/** What marks are drawn with: across is the axis of places, along that of values; a chart of rows lies on its side. */
export type Plot = {
	readonly doc: Doc;
	readonly model: ChartModel;
	readonly across: Scale;
	readonly along: Scale;
	readonly isOnSide: boolean;
};

type Spot = { readonly x: number; readonly y: number };

function spotOf({ across, along, isOnSide }: Plot, x: string | number, y: number): Spot {
	const [place, value] = [across.place(x), along.place(y)];
	return isOnSide ? { x: value, y: place } : { x: place, y: value };
}

/** Draws all series: bars and cells first, lines over them, points on top. */
export function drawMarks(plot: Plot): void {
	const { model } = plot;
	const data = model.series.filter(({ role }) => role === 'data');
	if (model.kind === 'heat') return data.forEach((series) => drawCells(plot, series));
	for (const series of model.series) if (series.role !== 'data') drawLine(plot, series, { isLimit: true });
	if (model.kind === 'stacked-bar') return drawStacks(plot, data);
	if (model.kind === 'bar') {
		const width = Math.min(16, (0.7 * plot.across.band) / data.length);
		data.forEach((series, nth) =>
			drawBars(plot, series, { width, offset: (nth - (data.length - 1) / 2) * width })
		);
		return;
	}
	for (const series of data) {
		if (model.kind === 'line' || model.kind === 'steps') drawLine(plot, series, { isLimit: false });
		for (const point of series.points) drawPoint(plot, series, point);
	}
}

function bar(
	plot: Plot,
	given: { x: string | number; from: number; to: number; width: number; offset: number }
) {
	const { doc, isOnSide } = plot;
	const { x, from, to, width, offset } = given;
	const [start, end] = [spotOf(plot, x, from), spotOf(plot, x, to)];
	if (isOnSide) doc.rect(start.x, start.y + offset - width / 2, end.x - start.x, width);
	else doc.rect(start.x + offset - width / 2, end.y, width, start.y - end.y);
}

function drawBars(plot: Plot, series: Series, at: { width: number; offset: number }): void {
	const colour = inkOf(plot.model, series);
	for (const point of series.points) {
		if (point.y === null) continue;
		bar(plot, { x: point.x, from: 0, to: point.y, ...at });
		plot.doc.fill(inkOfPoint(point, colour));
		drawWhisker(plot, point, { colour: ink.text, offset: at.offset });
	}
}

function drawStacks(plot: Plot, data: readonly Series[]): void {
	const heights = new Map<string | number, number>();
	const width = Math.min(16, 0.7 * plot.across.band);
	for (const series of data) {
		for (const { x, y } of series.points) {
			if (y === null) continue;
			const from = heights.get(x) ?? 0;
			heights.set(x, from + y);
			bar(plot, { x, from, to: from + y, width, offset: 0 });
			plot.doc.lineWidth(0.5).fillAndStroke(inkOf(plot.model, series), ink.paper);
		}
	}
}

/** A line through the points; where one has no value it is broken. */
function drawLine(plot: Plot, series: Series, { isLimit }: { isLimit: boolean }): void {
	const { doc, model } = plot;
	const colour = inkOf(model, series);
	// Limits that change from month to month hold for the whole month.
	const isStepped = model.kind === 'steps' || (isLimit && model.xAxis.unit === 'name');
	let last: Spot | null = null;
	for (const { x, y } of series.points) {
		if (y === null) {
			last = null;
			continue;
		}
		const spot = spotOf(plot, x, y);
		if (last === null) doc.moveTo(spot.x, spot.y);
		else if (!isStepped) doc.lineTo(spot.x, spot.y);
		else if (plot.isOnSide) doc.lineTo(last.x, spot.y).lineTo(spot.x, spot.y);
		else doc.lineTo(spot.x, last.y).lineTo(spot.x, spot.y);
		last = spot;
	}
	if (isLimit && series.points.length === 1 && last) doc.lineTo(last.x + 1, last.y);
	if (series.role === 'target') doc.dash(2, { space: 2 });
	doc
		.lineWidth(isLimit ? 0.75 : 1.25)
		.strokeColor(isLimit && series.role === 'limit' ? fade(colour, 0.75) : colour)
		.stroke();
	doc.undash();
}

/** The interval of a point as a line with caps. */
function drawWhisker(
	plot: Plot,
	{ x, lower, upper }: ChartPoint,
	{ colour, offset }: { colour: string; offset: number }
): void {
	if (lower === null || lower === undefined || upper === null || upper === undefined) return;
	const { doc, isOnSide } = plot;
	for (const [from, to] of [[spotOf(plot, x, lower), spotOf(plot, x, upper)] as const]) {
		const CAP = 2.5;
		if (isOnSide) {
			const y = from.y + offset;
			doc.moveTo(from.x, y).lineTo(to.x, y);
			for (const end of [from.x, to.x]) doc.moveTo(end, y - CAP).lineTo(end, y + CAP);
		} else {
			const at = from.x + offset;
			doc.moveTo(at, from.y).lineTo(at, to.y);
			for (const end of [from.y, to.y]) doc.moveTo(at - CAP, end).lineTo(at + CAP, end);
		}
	}
	doc.lineWidth(1).strokeColor(colour).stroke();
}

/** A point in the shape of its tone: a circle, a triangle to watch, a diamond to look at. */
function drawPoint(plot: Plot, series: Series, point: ChartPoint): void {
	if (point.y === null) return;
	const { doc, model, isOnSide } = plot;
	const colour = inkOfPoint(point, inkOf(model, series));
	if (model.kind !== 'funnel') drawWhisker(plot, point, { colour, offset: 0 });
	const { x, y } = spotOf(plot, point.x, point.y);
	const size = point.tone ? 4 : model.kind === 'line' || model.kind === 'steps' ? 1.75 : 2.75;
	if (point.tone === 'watch') doc.polygon([x, y - size], [x + size, y + size], [x - size, y + size]);
	else if (point.tone === 'look') doc.polygon([x, y - size], [x + size, y], [x, y + size], [x - size, y]);
	else doc.circle(x, y, size);
	doc.lineWidth(1).fillAndStroke(model.kind === 'funnel' ? fade(colour, 0.25) : colour, colour);
	const isNamed = (point.tone || point.isNamed) && !isOnSide;
	if (!isNamed) return;
	doc.font('regular').fontSize(7).fillColor(ink.text);
	doc.text(point.label ?? String(point.x), x + size + 2, y - 4, { lineBreak: false });
}

/** A row of a heat map; a cell without a value keeps a dot. */
function drawCells(plot: Plot, series: Series): void {
	const { doc, model, across, along } = plot;
	const { lowest, highest } = heatRange(model);
	const colour = inkOf(model, { ...series, colour: 1, isLight: false });
	for (const { x, y } of series.points) {
		const [left, top] = [across.place(x), along.place(series.name)];
		if (y === null) doc.circle(left, top, 0.75).fill(ink.quiet);
		else {
			const heat = highest === lowest ? 0.5 : (y - lowest) / (highest - lowest);
			doc
				.rect(left - across.band / 2 + 0.5, top - along.band / 2 + 0.5, across.band - 1, along.band - 1)
				.fill(fade(colour, heatShare(heat)));
		}
	}
}
