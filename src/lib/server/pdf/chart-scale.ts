import type { Axis } from '#lib/core/charts/model.ts';
import { tickStep } from '#lib/core/charts/range.ts';

/** From values to places along one axis of a chart, in points of the page. */
export type Scale = {
	readonly place: (value: number | string) => number;
	/** Where the axis is written on: values of a number axis, names of the other. */
	readonly ticks: readonly (number | string)[];
	/** Of a name: how much room it has; 0 on a number axis. */
	readonly band: number;
};

/** 1, 2 or 5 times a power of ten, so that at most six steps reach the highest value. */
function roundStep(highest: number): number {
	const rough = highest / 6;
	const power = 10 ** Math.floor(Math.log10(rough));
	return ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
}

/** An axis of numbers from 0 (or `lowest`) to what holds the highest value. `from` and `to` are its ends on the page. */
export function numberScale(given: {
	readonly axis: Axis;
	readonly highest: number;
	readonly from: number;
	readonly to: number;
}): Scale {
	const { axis, from, to } = given;
	const highest = Math.max(axis.max ?? given.highest, 1e-9);
	const isWhole = axis.unit === 'count';
	const step = Math.max(tickStep(axis.unit, highest) ?? roundStep(highest), isWhole ? 1 : 0);
	const count = Math.max(1, Math.ceil(highest / step - 1e-9));
	const end = axis.max ?? count * step;
	const ticks = Array.from({ length: count + 1 }, (_, nth) => nth * step).filter(
		(tick) => tick <= end + 1e-9
	);
	return {
		ticks,
		band: 0,
		place: (value) => from + ((to - from) * (typeof value === 'number' ? value : 0)) / end
	};
}

/** An axis of names, each with as much room as the others. */
export function nameScale(given: {
	readonly names: readonly string[];
	readonly from: number;
	readonly to: number;
}): Scale {
	const { names, from, to } = given;
	const band = (to - from) / Math.max(1, names.length);
	const order = new Map(names.map((name, at) => [name, at]));
	return {
		ticks: names,
		band: Math.abs(band),
		place: (value) => from + band * ((order.get(String(value)) ?? 0) + 0.5)
	};
}
