import type { Chart, Plugin } from 'chart.js';
import type { Dataset, DrawnPoint } from './datasets.ts';
import type { Look } from './look.ts';

const CAP = 3;

function drawWhisker(chart: Chart, point: DrawnPoint, place: { x: number; y: number }) {
	const { lower, upper } = point;
	if (lower === null || lower === undefined || upper === null || upper === undefined) return;
	const isHorizontal = chart.options.indexAxis === 'y';
	const scale = chart.scales[isHorizontal ? 'x' : 'y'];
	if (!scale) return;
	const [from, to] = [scale.getPixelForValue(lower), scale.getPixelForValue(upper)];
	const line = (x1: number, y1: number, x2: number, y2: number) => {
		chart.ctx.moveTo(isHorizontal ? x1 : y1, isHorizontal ? y1 : x1);
		chart.ctx.lineTo(isHorizontal ? x2 : y2, isHorizontal ? y2 : x2);
	};
	const across = isHorizontal ? place.y : place.x;
	chart.ctx.beginPath();
	line(from, across, to, across);
	line(from, across - CAP, from, across + CAP);
	line(to, across - CAP, to, across + CAP);
	chart.ctx.stroke();
}

/** Draws each point's interval as a line with caps, behind the points. */
export function whiskers(): Plugin {
	return {
		id: 'whiskers',
		beforeDatasetsDraw(chart) {
			for (const meta of chart.getSortedVisibleDatasetMetas()) {
				const dataset = chart.data.datasets[meta.index] as unknown as Dataset; // made by datasets.ts
				if (!dataset.hasWhiskers) continue;
				const { ctx } = chart;
				ctx.save();
				ctx.lineWidth = 1.5;
				const colour = dataset.borderColor ?? dataset.backgroundColor;
				for (const [at, element] of meta.data.entries()) {
					const point = dataset.data[at];
					ctx.strokeStyle = String(Array.isArray(colour) ? colour[at] : colour);
					if (point) drawWhisker(chart, point, element);
				}
				ctx.restore();
			}
		}
	};
}

/** Writes the name of a line at its end, so that nobody looks it up in a legend. Names never overlap: lower ones give way. */
export function directLabels(look: Look): Plugin {
	return {
		id: 'direct-labels',
		afterDatasetsDraw(chart) {
			if (chart.options.indexAxis === 'y') return;
			const { ctx, chartArea } = chart;
			const labels = chart.getSortedVisibleDatasetMetas().flatMap((meta) => {
				const dataset = chart.data.datasets[meta.index] as unknown as Dataset; // made by datasets.ts
				// A limit may end before the axis does, where a month has none.
				const last = meta.data.findLast((element) => !('skip' in element && element.skip));
				return dataset.directLabel && last
					? [{ text: dataset.directLabel, y: Math.max(last.y, chartArea.top) }]
					: [];
			});
			ctx.save();
			ctx.font = `12px ${look.font}`;
			ctx.textBaseline = 'middle';
			ctx.fillStyle = look.muted;
			let floor = Number.NEGATIVE_INFINITY;
			for (const label of labels.toSorted((one, other) => one.y - other.y)) {
				const y = Math.max(label.y, floor + 15);
				ctx.fillText(label.text, chartArea.right + 8, y);
				floor = y;
			}
			ctx.restore();
		}
	};
}

/** Writes the name of each point that calls for an act beside it. */
export function pointLabels(look: Look): Plugin {
	return {
		id: 'point-labels',
		afterDatasetsDraw(chart) {
			const { ctx, chartArea } = chart;
			ctx.save();
			ctx.font = `500 12px ${look.font}`;
			ctx.textBaseline = 'middle';
			ctx.fillStyle = look.text;
			for (const meta of chart.getSortedVisibleDatasetMetas()) {
				const dataset = chart.data.datasets[meta.index] as unknown as Dataset; // made by datasets.ts
				for (const [at, element] of meta.data.entries()) {
					const label = dataset.pointLabels?.[at];
					if (!label) continue;
					const hasRoom = element.x + 12 + ctx.measureText(label).width < chartArea.right;
					ctx.textAlign = hasRoom ? 'left' : 'right';
					const x = element.x + (hasRoom ? 10 : -10);
					// A rim of the ground keeps the name readable where it lies on a line.
					ctx.strokeStyle = look.surface;
					ctx.lineWidth = 4;
					ctx.strokeText(label, x, element.y);
					ctx.fillText(label, x, element.y);
				}
			}
			ctx.restore();
		}
	};
}
