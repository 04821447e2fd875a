import { dataPoints, type ChartModel, type PlacedPoint } from '#lib/core/charts/model.ts';

/**
 * Where a key leads from a place among the points of a chart; -1 is before the first. In a heat map up and down change
 * the row and keep the column. Undefined for keys that do not walk.
 */
export function nextPosition(model: ChartModel, position: number, key: string): number | undefined {
	const points = dataPoints(model);
	const last = points.length - 1;
	const forward = Math.min(position + 1, last);
	const back = Math.max(position - 1, 0);
	switch (key) {
		case 'ArrowRight':
			return forward;
		case 'ArrowLeft':
			return back;
		case 'ArrowDown':
			return model.kind === 'heat' ? inRow(points, position, 1) : forward;
		case 'ArrowUp':
			return model.kind === 'heat' ? inRow(points, position, -1) : back;
		case 'Home':
			return 0;
		case 'End':
			return last;
		default:
			return undefined;
	}
}

/** The point of the same column in the next row that has one; the same place where there is none. */
function inRow(points: readonly PlacedPoint[], position: number, step: 1 | -1): number {
	const from = points[position];
	if (!from) return 0;
	const isThere = (each: PlacedPoint) =>
		each.x === from.x &&
		(step > 0 ? each.seriesIndex > from.seriesIndex : each.seriesIndex < from.seriesIndex);
	const found = step > 0 ? points.findIndex(isThere) : points.findLastIndex(isThere);
	return found < 0 ? position : found;
}
