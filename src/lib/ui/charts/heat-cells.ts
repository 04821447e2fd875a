import type { Chart, Plugin } from 'chart.js';
import { heatShare } from '#lib/core/charts/range.ts';
import type { Dataset } from './datasets.ts';
import { fade, type Look } from './look.ts';

const GAP = 1;

function cellSize(chart: Chart): { width: number; height: number } {
	const { x, y } = chart.scales;
	const columns = Math.max(1, x?.getLabels().length ?? 1);
	const rows = Math.max(1, y?.getLabels().length ?? 1);
	return { width: (x?.width ?? 0) / columns - GAP, height: (y?.height ?? 0) / rows - GAP };
}

/** Paints the cells of a heat map; the one that keys point at gets a frame. A cell without a value keeps a dot. */
export function heatCells(look: Look): Plugin {
	const colour = look.palette[0] ?? look.text;
	return {
		id: 'heat-cells',
		beforeDatasetsDraw(chart) {
			const { ctx } = chart;
			const { width, height } = cellSize(chart);
			const active = chart.getActiveElements();
			ctx.save();
			for (const meta of chart.getSortedVisibleDatasetMetas()) {
				const dataset = chart.data.datasets[meta.index] as unknown as Dataset; // made by datasets.ts
				for (const [at, { x, y }] of meta.data.entries()) {
					const heat = dataset.heat?.[at];
					if (heat === undefined) continue;
					ctx.fillStyle = heat === null ? look.muted : fade(colour, heatShare(heat), look.surface);
					if (heat === null) ctx.fillRect(x - 1, y - 1, 2, 2);
					else ctx.fillRect(x - width / 2, y - height / 2, width, height);
					if (active.some((each) => each.datasetIndex === meta.index && each.index === at)) {
						ctx.strokeStyle = look.text;
						ctx.lineWidth = 2;
						ctx.strokeRect(x - width / 2, y - height / 2, width, height);
					}
				}
			}
			ctx.restore();
		}
	};
}
