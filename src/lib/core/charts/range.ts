import { dataPoints, type ChartModel, type Unit } from './model.ts';

/** The highest value that must be on the axis: points, ends of intervals and limits. */
export function highestValue(model: ChartModel): number {
	const points = model.series.flatMap((series) => series.points);
	// In a funnel only the points stand for themselves: their intervals are not drawn.
	const values = points.map((point) =>
		Math.max(point.y ?? 0, model.kind === 'funnel' ? 0 : (point.upper ?? 0))
	);
	return Math.max(0, ...values);
}

/** The highest number on the x axis; 0 on one of names. */
export function highestPlace(model: ChartModel): number {
	const places = model.series.flatMap((series) => series.points.map((point) => point.x));
	return Math.max(0, ...places.filter((place) => typeof place === 'number'));
}

/** Between which values the colours of a heat map run. */
export function heatRange(model: ChartModel): { lowest: number; highest: number } {
	const values = dataPoints(model).map(({ y }) => y ?? 0);
	return { lowest: Math.min(...values), highest: Math.max(...values) };
}

/** The palest cell of a heat map still differs from the page, where there was nothing to measure. */
const PALEST = 0.08;

/** The share of the colour in a cell whose value is `heat` of the way from the lowest to the highest. */
export function heatShare(heat: number): number {
	return PALEST + (1 - PALEST) * heat;
}

const minuteSteps = [1, 5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880, 10_080];

/** Distance of the ticks of an axis of minutes, so that they fall on whole hours; undefined for other units. */
export function tickStep(unit: Unit, highest: number): number | undefined {
	return unit === 'minutes' ? minuteSteps.find((step) => highest / step <= 6) : undefined;
}
