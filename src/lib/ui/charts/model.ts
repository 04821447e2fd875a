/**
 * What a chart says, without saying how it is drawn: plain data that can be made on the server, sent, tested, tabled and
 * printed. Chart.svelte and a PDF only draw it; table.ts writes the same as a table.
 */
export type ChartModel = {
	readonly kind: ChartKind;
	/** The finding, as a sentence. */
	readonly title: string;
	/** How many observations the chart rests on. */
	readonly n: number;
	readonly xAxis: Axis;
	readonly yAxis: Axis;
	readonly series: readonly Series[];
	/** What must be known to read it: interval level, what is left out and why. */
	readonly notes: readonly string[];
	/** Why there is nothing to draw, said when no series has a point. */
	readonly emptyReason?: string;
};

export type ChartKind = 'bar' | 'stacked-bar' | 'line' | 'steps' | 'points-with-intervals' | 'funnel';

/** How the numbers of an axis are written. `name` is for categories. */
export type Unit = 'name' | 'share' | 'count' | 'minutes' | 'ratio';

export type Axis = { readonly title: string; readonly unit: Unit; readonly max?: number };

export type Series = {
	readonly name: string;
	/** Limits and targets are lines that the data is read against; they follow no data colour. */
	readonly role: 'data' | 'limit' | 'target';
	readonly points: readonly ChartPoint[];
	/** Place in the fixed palette; by default the place of the series. */
	readonly colour?: 1 | 2 | 3 | 4 | 5 | 6;
	/** A lighter ground of the same colour, for pairs such as 2a and 2b. */
	readonly isLight?: boolean;
};

export type ChartPoint = {
	/** A category's name, or a number on the x axis. */
	readonly x: string | number;
	readonly y: number | null;
	readonly lower?: number | null;
	readonly upper?: number | null;
	readonly n?: number;
	/** Whose point it is, where `x` does not say so. */
	readonly label?: string;
	/** A word on the point, for instance its zone. */
	readonly note?: string;
	/** Draws the point with the shape and colour of the tone. */
	readonly tone?: 'watch' | 'look';
	readonly href?: string;
};

/** A point with its series, in the order in which keys walk through them. */
export type PlacedPoint = ChartPoint & { readonly seriesIndex: number; readonly pointIndex: number };

/** Kinds whose categories stand one below the other, so that their names can be read. */
export function isHorizontal(model: ChartModel): boolean {
	return model.xAxis.unit === 'name' && model.kind !== 'line' && model.kind !== 'steps';
}

/** The data's points with a value, from left to right (or top to bottom). */
export function dataPoints(model: ChartModel): PlacedPoint[] {
	const placed = model.series.flatMap((series, seriesIndex) =>
		series.role === 'data'
			? series.points.map((point, pointIndex) => ({ ...point, seriesIndex, pointIndex }))
			: []
	);
	const order = categories(model);
	const place = (point: PlacedPoint) => (typeof point.x === 'number' ? point.x : order.indexOf(point.x));
	return placed.filter((point) => point.y !== null).sort((one, other) => place(one) - place(other));
}

/** The names on the x axis in the order of their first appearance; empty on a numeric axis. */
export function categories(model: ChartModel): string[] {
	const names = model.series.flatMap((series) => series.points.map((point) => point.x));
	return [...new Set(names.filter((name) => typeof name === 'string'))];
}

/** Whether there is anything to draw. */
export function hasData(model: ChartModel): boolean {
	return dataPoints(model).length > 0;
}
