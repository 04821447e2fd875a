import type { Chart, Plugin } from 'chart.js';
import { fade, type Look } from './look.ts';
import { categories, type ChartModel } from '#lib/core/charts/model.ts';

/** Where a name or a number stands on the x axis, and half the width of its place. */
function placeOf(chart: Chart, model: ChartModel, x: string | number): { at: number; half: number } | null {
	const scale = chart.scales.x;
	if (!scale) return null;
	if (typeof x === 'number') return { at: scale.getPixelForValue(x), half: 0 };
	const names = categories(model);
	const index = names.indexOf(x);
	if (index < 0) return null;
	return { at: scale.getPixelForValue(index), half: scale.width / names.length / 2 };
}

/** Paints stretches of the x axis, such as the frozen baseline, and the numbered lines of what happened when. */
export function bands(model: ChartModel, look: Look): Plugin {
	function paintBands(chart: Chart) {
		const { ctx, chartArea } = chart;
		for (const { from, to, label } of model.bands ?? []) {
			const [start, end] = [placeOf(chart, model, from), placeOf(chart, model, to)];
			if (!start || !end) continue;
			const left = Math.max(chartArea.left, start.at - start.half);
			const right = Math.min(chartArea.right, end.at + end.half);
			ctx.fillStyle = fade(look.muted, 0.09);
			ctx.fillRect(left, chartArea.top, right - left, chartArea.height);
			ctx.fillStyle = look.muted;
			ctx.textAlign = 'left';
			ctx.fillText(label, left + 4, chartArea.top - 9, right - left);
		}
	}

	function paintAnnotations(chart: Chart) {
		const { ctx, chartArea } = chart;
		for (const [at, { x }] of (model.annotations ?? []).entries()) {
			const place = placeOf(chart, model, x);
			if (!place) continue;
			ctx.strokeStyle = look.muted;
			ctx.setLineDash([1, 3]);
			ctx.beginPath();
			ctx.moveTo(place.at, chartArea.top);
			ctx.lineTo(place.at, chartArea.bottom);
			ctx.stroke();
			ctx.fillStyle = look.text;
			ctx.textAlign = 'center';
			ctx.fillText(String(at + 1), place.at, chartArea.top - 9);
		}
	}

	return {
		id: 'bands',
		beforeDatasetsDraw(chart) {
			if (!model.bands && !model.annotations) return;
			chart.ctx.save();
			chart.ctx.font = `11px ${look.font}`;
			chart.ctx.textBaseline = 'middle';
			paintBands(chart);
			paintAnnotations(chart);
			chart.ctx.restore();
		}
	};
}
