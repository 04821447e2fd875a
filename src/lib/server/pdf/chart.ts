import { categories, isHorizontal, type Axis, type ChartModel } from '#lib/core/charts/model.ts';
import { heatRange, highestPlace, highestValue } from '#lib/core/charts/range.ts';
import { drawMarks, type Plot } from './chart-marks.ts';
import { inkOf } from './chart-ink.ts';
import { nameScale, numberScale, type Scale } from './chart-scale.ts';
import type { PdfChart } from './model.ts';
import { ink, makeRoom, sizes, type Doc, type Sheet } from './sheet.ts';

const ROW = 20;
/** Where more stand below each other than fit a glance. */
const CLOSE_ROW = 13;
const MANY = 12;
const HEIGHT = 190;
const TEXT = 7.5;
/** Room at the right for the names of lines. */
const LINE_NAMES = 84;

type Area = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

function heightOf(model: ChartModel): number {
	if (model.kind === 'heat') return model.series.length * ROW;
	if (!isHorizontal(model)) return HEIGHT;
	const { length } = categories(model);
	return length * (length > MANY ? CLOSE_ROW : ROW);
}

/** Draws a chart as vectors, as one figure with words for who cannot see it; its values stand in the table below it. */
export function drawChart(sheet: Sheet, block: PdfChart, parent: PDFKit.PDFStructureElement): void {
	const { doc, frame } = sheet;
	const { chart } = block;
	const isOnSide = isHorizontal(chart);
	const height = Math.min(heightOf(chart), frame.bodyHeight - 90);
	makeRoom(sheet, height + 70);
	const top = doc.y;
	const figure = doc.struct('Figure', { alt: block.alt }, [
		() => {
			const legend = drawLegend(sheet, block);
			const area = areaOf(sheet, block, { top: top + legend, height });
			const plot: Plot = { doc, model: chart, isOnSide, ...scalesOf(chart, area) };
			drawAxes(plot, block, area);
			drawGround(plot, area);
			drawMarks(plot);
			drawLineNames(plot, area);
		}
	]);
	parent.add(figure);
	doc.x = frame.left;
	doc.y = top + drawnLegendHeight(chart) + height + 40;
}

const drawnLegendHeight = (model: ChartModel): number =>
	model.kind === 'heat' || model.series.filter(({ role }) => role === 'data').length > 1 ? 16 : 4;

/** The values that names are given to along the left side: rows, or ticks. */
function sideLabels({ chart, tick }: PdfChart): string[] {
	if (chart.kind === 'heat') return chart.series.map(({ name }) => name);
	if (isHorizontal(chart)) return categories(chart);
	const { ticks } = numberScale({ axis: chart.yAxis, highest: highestValue(chart), from: 0, to: 1 });
	return ticks.map((value) => label(value, chart.yAxis, tick));
}

const label = (value: number | string, axis: Axis, tick: PdfChart['tick']): string =>
	typeof value === 'number' ? tick(value, axis) : value;

function areaOf(sheet: Sheet, block: PdfChart, { top, height }: { top: number; height: number }): Area {
	const { doc, frame } = sheet;
	doc.font('regular').fontSize(TEXT);
	const widest = Math.max(20, ...sideLabels(block).map((text) => doc.widthOfString(text)));
	const hasLines = block.chart.series.some(({ role }) => role !== 'data');
	// The title of the axis of values stands on its side, left of its ticks.
	const title = isHorizontal(block.chart) || block.chart.kind === 'heat' ? 0 : 14;
	const isWide = block.chart.kind === 'heat' || categories(block.chart).length > 16;
	return {
		left: frame.left + title + Math.min(widest, frame.bodyWidth * 0.3) + 8,
		top,
		right:
			frame.left +
			Math.min(frame.bodyWidth, isWide ? frame.bodyWidth : 560) -
			(hasLines && !isHorizontal(block.chart) ? LINE_NAMES : 6),
		bottom: top + height
	};
}

function scalesOf(model: ChartModel, { left, right, top, bottom }: Area): { across: Scale; along: Scale } {
	const names = categories(model);
	const highest = stackedHighest(model);
	if (model.kind === 'heat')
		return {
			across: nameScale({ names, from: left, to: right }),
			along: nameScale({ names: model.series.map(({ name }) => name), from: top, to: bottom })
		};
	if (isHorizontal(model))
		return {
			across: nameScale({ names, from: top, to: bottom }),
			along: numberScale({ axis: model.yAxis, highest, from: left, to: right })
		};
	const x =
		model.xAxis.unit === 'name'
			? nameScale({ names, from: left, to: right })
			: numberScale({ axis: model.xAxis, highest: highestPlace(model), from: left, to: right });
	return { across: x, along: numberScale({ axis: model.yAxis, highest, from: bottom, to: top }) };
}

/** The highest value, or the highest stack. */
function stackedHighest(model: ChartModel): number {
	if (model.kind !== 'stacked-bar') return highestValue(model);
	const heights = new Map<string | number, number>();
	for (const { points } of model.series)
		for (const { x, y } of points) heights.set(x, (heights.get(x) ?? 0) + (y ?? 0));
	return Math.max(0, ...heights.values());
}

function write(
	doc: Doc,
	text: string,
	at: { x: number; y: number; width: number; align?: 'left' | 'right' | 'center' }
) {
	const { x, y, width, align = 'left' } = at;
	doc.text(text, x, y, { width, align, height: TEXT + 4, ellipsis: true, lineBreak: true });
}

function drawAxes(plot: Plot, { chart, tick }: PdfChart, area: Area): void {
	const { doc, across, along, isOnSide } = plot;
	const { left, right, top, bottom } = area;
	const sheetLeft = doc.page.margins.left;
	const [below, beside] = isOnSide ? [along, across] : [across, along];
	const [belowAxis, besideAxis] = isOnSide ? [chart.yAxis, chart.xAxis] : [chart.xAxis, chart.yAxis];
	doc.lineWidth(0.5).strokeColor(ink.grid);
	for (const value of along.band > 0 ? [] : along.ticks) {
		const at = along.place(value);
		if (isOnSide) doc.moveTo(at, top).lineTo(at, bottom).stroke();
		else doc.moveTo(left, at).lineTo(right, at).stroke();
	}
	doc.font('regular').fontSize(TEXT).fillColor(ink.quiet);
	for (const value of beside.ticks) {
		const text = label(value, besideAxis, tick);
		write(doc, text, {
			x: sheetLeft,
			y: beside.place(value) - TEXT / 2 - 1,
			width: left - 6 - sheetLeft,
			align: 'right'
		});
	}
	// Names along the bottom are skipped where they would run into each other.
	const widest = Math.max(1, ...below.ticks.map((value) => doc.widthOfString(label(value, belowAxis, tick))));
	const every = below.band > 0 ? Math.max(1, Math.ceil((widest + 6) / below.band)) : 1;
	for (const [nth, value] of below.ticks.entries()) {
		if (nth % every !== 0) continue;
		const half = Math.max(widest / 2 + 2, 8);
		write(doc, label(value, belowAxis, tick), {
			x: below.place(value) - half,
			y: bottom + 4,
			width: 2 * half,
			align: 'center'
		});
	}
	if (belowAxis.title)
		write(doc, belowAxis.title, { x: left, y: bottom + 17, width: right - left, align: 'center' });
	if (besideAxis.title && !isOnSide && chart.kind !== 'heat') {
		const origin: [number, number] = [sheetLeft + 4, (top + bottom) / 2];
		doc.save();
		doc.rotate(-90, { origin });
		write(doc, besideAxis.title, {
			x: origin[0] - (bottom - top) / 2,
			y: origin[1] - 4,
			width: bottom - top,
			align: 'center'
		});
		doc.restore();
	}
}

/** Shaded stretches with their names, and the numbered lines of what happened when. */
function drawGround({ doc, model, across }: Plot, { top, bottom }: Area): void {
	const half = across.band / 2;
	doc.font('regular').fontSize(TEXT);
	for (const { from, to, label: name } of model.bands ?? []) {
		const [start, end] = [across.place(from) - half, across.place(to) + half];
		doc
			.rect(start, top, end - start, bottom - top)
			.fillOpacity(0.07)
			.fill(ink.quiet)
			.fillOpacity(1);
		doc.fillColor(ink.quiet);
		write(doc, name, { x: start + 3, y: top + 2, width: end - start - 4 });
	}
	for (const [nth, { x }] of (model.annotations ?? []).entries()) {
		const at = across.place(x);
		doc
			.moveTo(at, top)
			.lineTo(at, bottom)
			.lineWidth(0.75)
			.dash(1, { space: 2 })
			.strokeColor(ink.quiet)
			.stroke();
		doc.undash().fillColor(ink.text);
		write(doc, String(nth + 1), { x: at - 8, y: top - 9, width: 16, align: 'center' });
	}
}

/** The names of limits and targets at their right ends. */
function drawLineNames({ doc, model, along, isOnSide }: Plot, { right }: Area): void {
	if (isOnSide) return;
	doc.font('regular').fontSize(TEXT);
	let last = Number.NEGATIVE_INFINITY;
	const ends = model.series
		.filter(({ role }) => role !== 'data')
		.flatMap((series) => {
			const y = series.points.findLast((point) => point.y !== null)?.y;
			return y === null || y === undefined ? [] : [{ series, y: along.place(y) - TEXT / 2 }];
		})
		.sort((a, b) => a.y - b.y);
	for (const { series, y } of ends) {
		const at = Math.max(y, last + TEXT + 1.5);
		doc.fillColor(inkOf(model, series));
		write(doc, series.name, { x: right + 4, y: at, width: LINE_NAMES - 4 });
		last = at;
	}
}

/** Which colour is which; nothing where there is one series. Gives its height. */
function drawLegend({ doc, frame }: Sheet, { chart, tick }: PdfChart): number {
	const height = drawnLegendHeight(chart);
	const top = doc.y;
	doc.font('regular').fontSize(sizes.small);
	let x = frame.left;
	const put = (text: string): void => {
		doc.fillColor(ink.quiet).text(text, x, top, { lineBreak: false });
		x += doc.widthOfString(text) + 14;
	};
	if (chart.kind === 'heat') {
		const { lowest, highest } = heatRange(chart);
		const ends = Number.isFinite(lowest)
			? `${tick(lowest, chart.yAxis)} – ${tick(highest, chart.yAxis)}`
			: '';
		put(`${chart.yAxis.title}: ${ends}`);
		return height;
	}
	const data = chart.series.filter(({ role }) => role === 'data');
	if (data.length < 2) return height;
	for (const series of data) {
		doc.rect(x, top + 2, 8, 6).fill(inkOf(chart, series));
		x += 12;
		put(series.name);
	}
	return height;
}
