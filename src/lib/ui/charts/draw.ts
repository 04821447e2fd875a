import type { Chart } from 'chart.js';
import { chartConfig } from './config.ts';
import { readLook, type Look } from './look.ts';
import type { ChartModel, PlacedPoint } from '#lib/core/charts/model.ts';

/** A chart on a canvas: drawn again when its model or its theme changes, pointed at by keys, disposed in the end. */
export type DrawnChart = {
	/** In the colours that were read last: what is there moves to the new model, nothing is built anew. */
	draw(model: ChartModel): void;
	/** Reads the colours of the page, or of another theme, and draws with them. */
	restyle(model: ChartModel, theme?: 'light'): void;
	/** Shows the tooltip of a point, or none. */
	point(at: PlacedPoint | null): void;
	/** The data point under the mouse, if any. */
	pointAt(event: MouseEvent): { seriesIndex: number; pointIndex: number } | null;
	dispose(): void;
};

/** Loads chart.js on first use. */
export async function loadCharts() {
	const { Chart: ChartJs, registerables } = await import('chart.js');
	ChartJs.register(...registerables);
	return ChartJs;
}

/** Makes a canvas ready to be drawn on. */
export async function openCanvas(canvas: HTMLCanvasElement): Promise<DrawnChart> {
	const ChartJs = await loadCharts();
	const host = canvas.parentElement ?? document.body;
	const { fontFamily } = getComputedStyle(host);
	// Ticks and titles take their font only from the defaults; a canvas does not follow when the font arrives later.
	Object.assign(ChartJs.defaults.font, { family: fontFamily, size: 12 });
	await document.fonts.load(`12px ${fontFamily}`);
	let chart: Chart | null = null;
	let look: Look | null = null;
	let isPointing = false;

	function draw(model: ChartModel) {
		look ??= readLook(host);
		const config = chartConfig(model, look);
		if (!chart || config.type !== ('type' in chart.config ? chart.config.type : null)) {
			chart?.destroy();
			chart = new ChartJs(canvas, config);
			return;
		}
		// Its plugins know model and look; chart.js keeps the list that it was made with.
		chart.config.plugins?.splice(0, Infinity, ...(config.plugins ?? []));
		chart.data = config.data;
		chart.options = config.options ?? {};
		chart.update('none');
	}

	function restyle(model: ChartModel, theme?: 'light') {
		look = readLook(host, theme);
		draw(model);
	}

	function point(at: PlacedPoint | null) {
		if (!chart || (!at && !isPointing)) return;
		const isThere = at && chart.getDatasetMeta(at.seriesIndex).data[at.pointIndex];
		const active = isThere ? [{ datasetIndex: at.seriesIndex, index: at.pointIndex }] : [];
		isPointing = active.length > 0;
		chart.setActiveElements(active);
		chart.tooltip?.setActiveElements(active, { x: 0, y: 0 });
		chart.update('none');
	}

	function pointAt(event: MouseEvent) {
		const found = chart?.getElementsAtEventForMode(event, 'nearest', { intersect: true }, false)[0];
		return found ? { seriesIndex: found.datasetIndex, pointIndex: found.index } : null;
	}

	return { draw, restyle, point, pointAt, dispose: () => chart?.destroy() };
}
