/**
 * What a chart says, without saying how it is drawn: plain data that can be made on the server, sent, tested, tabled and
 * printed. Chart.svelte and a PDF only draw it; `ui/charts/table.ts` writes the same as a table.
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
	/** Stretches of the x axis on a shaded ground, for instance the frozen baseline. */
	readonly bands?: readonly Band[];
	/** What happened at a place of the x axis: numbered in the picture, in words beneath it. */
	readonly annotations?: readonly Annotation[];
};

/** In a heat map each series is a row, each x a column, and the value is the colour. */
export type ChartKind =
	'bar' | 'stacked-bar' | 'line' | 'steps' | 'points-with-intervals' | 'funnel' | 'heat';

/** Both ends included. */
export type Band = { readonly from: string | number; readonly to: string | number; readonly label: string };

export type Annotation = { readonly x: string | number; readonly text: string };

/** How the numbers of an axis are written. `name` is for categories, `events` for expected counts. */
export type Unit = 'name' | 'share' | 'count' | 'events' | 'minutes' | 'ratio';

export type Axis = { readonly title: string; readonly unit: Unit; readonly max?: number };

export type Series = {
	readonly name: string;
	/** Limits and targets are lines that the data is read against; they follow no data colour. */
	readonly role: 'data' | 'limit' | 'target';
	/** What it means to be beyond a limit; look if it is not said. */
	readonly tone?: 'watch' | 'look';
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
	/** Writes the label beside the point, as beside points with a tone. */
	readonly isNamed?: boolean;
	/** Draws the point with the shape and colour of the tone. */
	readonly tone?: 'watch' | 'look';
	readonly href?: string;
};

/** A point with its series, in the order in which keys walk through them. */
export type PlacedPoint = ChartPoint & { readonly seriesIndex: number; readonly pointIndex: number };

/** Kinds whose categories stand one below the other, so that their names can be read. */
export function isHorizontal(model: ChartModel): boolean {
	return model.xAxis.unit === 'name' && !['line', 'steps', 'heat'].includes(model.kind);
}

/** The data's points with a value, from left to right (or top to bottom); a heat map's row by row. */
export function dataPoints(model: ChartModel): PlacedPoint[] {
	const placed = model.series.flatMap((series, seriesIndex) =>
		series.role === 'data'
			? series.points.map((point, pointIndex) => ({ ...point, seriesIndex, pointIndex }))
			: []
	);
	const known = placed.filter((point) => point.y !== null);
	if (model.kind === 'heat') return known;
	const order = new Map(categories(model).map((name, at) => [name, at]));
	const place = (point: PlacedPoint) => (typeof point.x === 'number' ? point.x : (order.get(point.x) ?? 0));
	return known.sort((one, other) => place(one) - place(other));
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
