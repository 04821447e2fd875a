import {
	formatCount,
	formatEvents,
	formatInterval,
	formatMinutes,
	formatProportion,
	formatRatio,
	UNDEFINED
} from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import {
	dataPoints,
	type ChartModel,
	type ChartPoint,
	type PlacedPoint,
	type Unit
} from '#lib/core/charts/model.ts';

const text = messages.common.chart;

/** A value as its axis writes it. */
export function formatValue(value: number | string | null, unit: Unit): string {
	if (typeof value === 'string') return value;
	if (value === null) return UNDEFINED;
	if (unit === 'share') return formatProportion(value);
	if (unit === 'minutes') return formatMinutes(value);
	if (unit === 'ratio') return formatRatio(value);
	if (unit === 'events') return formatEvents(value);
	return formatCount(value);
}

/** Ticks are shorter than values: `2 %`, not `2.0 %`; `1.5 ×`, not `1.50 ×`. */
export function tickText(value: number | string, unit: Unit): string {
	if (typeof value === 'string') return value;
	if (unit === 'share') return `${Number((value * 100).toFixed(2))}\u00a0%`;
	if (unit === 'ratio') return `${Number(value.toFixed(2))}\u00a0×`;
	if (unit === 'events') return String(Number(value.toFixed(1)));
	return formatValue(value, unit);
}

/** The interval of a point as its axis writes it; empty when it has none. */
export function formatPointInterval(point: ChartPoint, unit: Unit): string {
	const { lower, upper, y } = point;
	if (lower === undefined && upper === undefined) return '';
	if (lower === null || lower === undefined || upper === null || upper === undefined) return UNDEFINED;
	if (unit === 'share') return formatInterval(lower, upper, y ?? upper);
	return `${formatValue(lower, unit)}–${formatValue(upper, unit)}`;
}

/** A point in words, the same for the tooltip and for who listens: `R07: 2.1 % (1.2–3.6, n 412), watch`. */
export function describePoint(model: ChartModel, point: PlacedPoint): string {
	const series = model.series[point.seriesIndex];
	const hasSeveral = model.series.filter((each) => each.role === 'data').length > 1;
	const whose = [
		point.label ?? formatValue(point.x, model.xAxis.unit),
		hasSeveral && series ? series.name : ''
	];
	const interval = formatPointInterval(point, model.yAxis.unit);
	const detail = [interval, point.n === undefined ? '' : messages.common.count(point.n)];
	const bracket = detail.filter(Boolean).join(', ');
	const value = formatValue(point.y, model.yAxis.unit) + (bracket ? ` (${bracket})` : '');
	return `${whose.filter(Boolean).join(', ')}: ${[value, point.note].filter(Boolean).join(', ')}`;
}

/** The chart in two sentences for who cannot see it: its finding, n, and its ends. */
export function summarise(model: ChartModel): string {
	const points = dataPoints(model);
	const byValue = points.toSorted((one, other) => (one.y ?? 0) - (other.y ?? 0));
	const [lowest, highest] = [byValue.at(0), byValue.at(-1)];
	if (!lowest || !highest) return `${model.title}. ${model.emptyReason ?? text.empty}`;
	const ends =
		points.length === 1
			? describePoint(model, highest)
			: text.ends(describePoint(model, highest), describePoint(model, lowest));
	return `${model.title}. ${messages.common.count(model.n)}. ${ends}`;
}
