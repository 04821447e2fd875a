import type { Chart } from 'chart.js';
import { chartConfig } from './config.ts';
import { readLook } from './look.ts';
import type { ChartModel, PlacedPoint } from './model.ts';

/** A chart on a canvas: drawn again when its model or its theme changes, pointed at by keys, disposed in the end. */
export type DrawnChart = {
	draw(model: ChartModel, theme?: 'light'): void;
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

	function draw(next: ChartModel, theme?: 'light') {
		chart?.destroy();
		chart = new ChartJs(canvas, chartConfig(next, readLook(host, theme)));
	}

	function point(at: PlacedPoint | null) {
		const active = at ? [{ datasetIndex: at.seriesIndex, index: at.pointIndex }] : [];
		chart?.setActiveElements(active);
		chart?.tooltip?.setActiveElements(active, { x: 0, y: 0 });
		chart?.update('none');
	}

	function pointAt(event: MouseEvent) {
		const found = chart?.getElementsAtEventForMode(event, 'nearest', { intersect: true }, false)[0];
		return found ? { seriesIndex: found.datasetIndex, pointIndex: found.index } : null;
	}

	return { draw, point, pointAt, dispose: () => chart?.destroy() };
}
