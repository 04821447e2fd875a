import { classifyProportion, type FunnelZone } from '#lib/core/statistics/funnel-classify.ts';
import { binomialLimits } from '#lib/core/statistics/funnel-limits.ts';
import type { Rate } from '#lib/core/statistics/rate.ts';
import { formatProportion } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { ChartModel, ChartPoint, Series } from './model.ts';

/** One unit of a funnel plot: somebody or something with a rate. */
export type FunnelUnit = { readonly label: string; readonly rate: Rate; readonly href?: string };

type FunnelInput = {
	/** Units whose n is large enough to be shown. */
	readonly units: readonly FunnelUnit[];
	/** The group's rate, in [0, 1], that the limits are drawn around. */
	readonly target: number;
	/** How many units are left out because their n is too small. */
	readonly suppressed: number;
	readonly minimumN: number;
};

const WATCH_TAIL = 0.025;
const LOOK_TAIL = 0.001;
/** Enough points for smooth teeth on a wide screen. */
const MOST_STEPS = 400;

const text = messages.common.chart.funnel;

function toneOf(zone: FunnelZone): 'watch' | 'look' | undefined {
	// Only the upper side calls for an act: a low point more often means a lenient reviewer.
	if (zone === 'high-alarm') return 'look';
	return zone === 'high-alert' ? 'watch' : undefined;
}

function sizes(units: readonly FunnelUnit[]): number[] {
	const own = units.map((unit) => unit.rate.n);
	// The limits of a handful of reviews reach 100 % and would press the points into a line.
	const least = Math.floor(Math.min(...own) * 0.8);
	const most = Math.ceil(Math.max(...own) * 1.05);
	const stride = Math.max(1, Math.ceil((most - least) / MOST_STEPS));
	const grid = Array.from(
		{ length: Math.floor((most - least) / stride) },
		(_, at) => least + (at + 1) * stride
	);
	return [...new Set([...grid, ...own])].sort((one, other) => one - other);
}

/**
 * Upper limit as it decides: half an event below the smallest count whose exact tail is small enough, so that a point is
 * above the line exactly when it is flagged (Seaton & Manktelow, Stat Med 2012;31:2743).
 */
function limitSeries(
	{ name, tone }: Pick<Series, 'name' | 'tone'>,
	target: number,
	tail: number,
	at: readonly number[]
): Series {
	const points = at.map((n): ChartPoint => {
		const { upperAction } = binomialLimits(target, n, tail);
		return { x: n, y: upperAction === null ? null : (upperAction - 0.5) / n };
	});
	return { name, role: 'limit', tone, points };
}

function titleOf(units: number, look: number, watch: number): string {
	if (units === 0) return text.none;
	if (look > 0) return text.look(look, units);
	return watch > 0 ? text.watch(watch, units) : text.quiet(units);
}

/** Funnel plot of rates by their n, with exact limits at 95 % (watch) and 99.8 % (look) around the group's rate. */
export function funnelChart({ units, target, suppressed, minimumN }: FunnelInput): ChartModel {
	const points = units.map(({ label, rate, href }): ChartPoint => {
		const tone = toneOf(classifyProportion(rate.x, rate.n, target).zone);
		const { n, estimate, lower, upper } = rate;
		return {
			x: n,
			y: estimate,
			lower,
			upper,
			n,
			label,
			href,
			tone,
			note: tone ? text.zones[tone] : text.zones.in
		};
	});
	const look = points.filter((point) => point.tone === 'look').length;
	const watch = points.filter((point) => point.tone === 'watch').length;
	const at = units.length === 0 ? [] : sizes(units);
	const ends = at.length === 0 ? [] : [at.at(0) ?? 0, at.at(-1) ?? 0];
	return {
		kind: 'funnel',
		title: titleOf(units.length, look, watch),
		n: units.reduce((sum, unit) => sum + unit.rate.n, 0),
		xAxis: { title: text.reviews, unit: 'count' },
		yAxis: { title: text.rate, unit: 'share' },
		series: [
			{ name: text.unit, role: 'data', points },
			{ name: text.target, role: 'target', points: ends.map((x) => ({ x, y: target })) },
			limitSeries({ name: text.watchLimit, tone: 'watch' }, target, WATCH_TAIL, at),
			limitSeries({ name: text.lookLimit, tone: 'look' }, target, LOOK_TAIL, at)
		],
		notes: [
			text.howToRead(formatProportion(target)),
			text.falseAlarms((LOOK_TAIL * units.length).toFixed(2)),
			...(suppressed > 0 ? [text.suppressed(suppressed, minimumN)] : [])
		],
		emptyReason: text.empty(minimumN)
	};
}
