import { formatCount } from '#lib/i18n/formats.ts';
import { chartConfig, chartHeight } from './config.ts';
import { heatRange } from '#lib/core/charts/range.ts';
import { seriesColour } from './datasets.ts';
import { loadCharts } from './draw.ts';
import { readLook, type Look } from './look.ts';
import type { ChartModel } from '#lib/core/charts/model.ts';
import { formatValue } from './values.ts';

const WIDTH = 960;
const MARGIN = 24;
/** Pixels of the file per CSS pixel: sharp on paper and on a projector. */
const SCALE = 2;

type Line = {
	readonly text: string;
	readonly size: number;
	readonly weight: number;
	readonly colour: string;
};

function wrap(context: CanvasRenderingContext2D, line: Line, font: string): Line[] {
	context.font = `${line.weight} ${line.size}px ${font}`;
	const wrapped: string[] = [];
	for (const word of line.text.split(' ')) {
		const longer = wrapped.length === 0 ? word : `${wrapped.at(-1)} ${word}`;
		const fits = wrapped.length > 0 && context.measureText(longer).width <= WIDTH - 2 * MARGIN;
		if (fits) wrapped[wrapped.length - 1] = longer;
		else wrapped.push(word);
	}
	return wrapped.map((text) => ({ ...line, text }));
}

function heightOf(lines: readonly Line[]): number {
	return lines.reduce((sum, { size }) => sum + size * 1.5, 0);
}

function write(context: CanvasRenderingContext2D, lines: readonly Line[], top: number, font: string) {
	let y = top;
	context.textBaseline = 'top';
	for (const { text, size, weight, colour } of lines) {
		context.font = `${weight} ${size}px ${font}`;
		context.fillStyle = colour;
		context.fillText(text, MARGIN, y);
		y += size * 1.5;
	}
}

/** The words above the picture: what it shows, of how many, and which colour is what. */
function headOf(model: ChartModel, look: Look): Line[] {
	const small = { size: 12, weight: 400 };
	const data = model.series.filter(({ role }) => role === 'data');
	const { lowest, highest } = heatRange(model);
	const unit = model.yAxis.unit;
	const legend: Line[] =
		model.kind === 'heat'
			? [
					{
						...small,
						text: `${model.yAxis.title}: ${formatValue(lowest, unit)} – ${formatValue(highest, unit)}`,
						colour: look.muted
					}
				]
			: data.length > 1
				? data.map((series) => ({
						...small,
						text: `● ${series.name}`,
						colour: seriesColour(model, series, look)
					}))
				: [];
	return [
		{ text: model.title, size: 18, weight: 600, colour: look.text },
		{ ...small, text: `n ${formatCount(model.n)}`, colour: look.muted },
		...legend
	];
}

function footOf(model: ChartModel, look: Look): Line[] {
	const happened = (model.annotations ?? []).map(({ x, text }, at) => `${at + 1}. ${x}: ${text}`);
	return [...happened, ...model.notes].map((text) => ({ text, size: 12, weight: 400, colour: look.muted }));
}

/**
 * The chart as a PNG for a slide or a page: in the light theme whatever the screen's, with its title, n, legend and notes,
 * so that no picture leaves without what must be known to read it. Throws where the browser cannot make one.
 */
export async function chartPicture(model: ChartModel, host: HTMLElement): Promise<Blob> {
	const ChartJs = await loadCharts();
	const look = { ...readLook(host, 'light'), isStill: true };
	const sheet = document.createElement('canvas');
	const context = sheet.getContext('2d');
	if (!context) throw new Error('no canvas');
	const lines = (all: Line[]) => all.flatMap((line) => wrap(context, line, look.font));
	const [head, foot] = [lines(headOf(model, look)), lines(footOf(model, look))];
	const chartTop = MARGIN + heightOf(head) + 8;
	const height = chartHeight(model);
	sheet.width = WIDTH * SCALE;
	sheet.height = (chartTop + height + 8 + heightOf(foot) + MARGIN) * SCALE;

	const drawing = Object.assign(document.createElement('canvas'), { width: WIDTH - 2 * MARGIN, height });
	const config = chartConfig(model, look);
	const chart = new ChartJs(drawing, {
		...config,
		options: { ...config.options, responsive: false, devicePixelRatio: SCALE, animation: false }
	});
	context.scale(SCALE, SCALE);
	context.fillStyle = look.surface;
	context.fillRect(0, 0, WIDTH, sheet.height);
	write(context, head, MARGIN, look.font);
	context.drawImage(drawing, MARGIN, chartTop, WIDTH - 2 * MARGIN, height);
	write(context, foot, chartTop + height + 8, look.font);
	chart.destroy();
	return new Promise((resolve, reject) =>
		sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
	);
}
