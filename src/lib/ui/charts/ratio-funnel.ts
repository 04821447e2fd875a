import { poissonLimits } from '#lib/core/statistics/funnel-limits.ts';
import { gammaQuantile } from '#lib/core/statistics/gamma-quantile.ts';
import { formatEvents } from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { ChartModel, ChartPoint, Series } from '#lib/core/charts/model.ts';

/** Observed against expected events of somebody or something, under a code. */
export type RatioUnit = {
	readonly label: string;
	readonly observed: number;
	readonly expected: number;
	readonly lower: number | null;
	readonly upper: number | null;
	/** Reviews that the comparison rests on. */
	readonly n: number;
	/** How far beyond a limit the exact tail puts it; nothing where it is not. */
	readonly tone?: 'watch' | 'look';
	readonly href?: string;
};

type RatioFunnelInput = {
	readonly title: string;
	readonly units: readonly RatioUnit[];
	readonly notes: readonly string[];
	readonly emptyReason: string;
};

const WATCH_TAIL = 0.025;
const LOOK_TAIL = 0.001;
/** Beyond this many steps single events are no longer seen. */
const MOST_STEPS = 240;

const text = messages.common.chart.ratioFunnel;

/** The largest expected count at which `count` events or more have a tail of at most `tail` (Poisson and gamma are one). */
function lastExpected(count: number, tail: number): number {
	return count === 0 ? 0 : gammaQuantile(tail, count, 1);
}

/**
 * The limit as it decides: half an event below the smallest count that is flagged, as a step at each expected count where
 * one more event is needed, so that a point is above the line exactly when it is flagged (statistics reference, 8).
 */
export function ratioLimit(tail: number, from: number, to: number, own: readonly number[]): ChartPoint[] {
	const heightAt = (count: number, expected: number) => ({ x: expected, y: (count - 0.5) / expected });
	const points: ChartPoint[] = [];
	const first = poissonLimits(from, tail).upperAction ?? 1;
	const most = poissonLimits(to, tail).upperAction ?? first;
	const stride = Math.max(1, Math.ceil((most - first) / MOST_STEPS));
	let start = from;
	for (let count = first; start < to; count += stride) {
		const end = Math.min(to, lastExpected(count, tail));
		if (end > start) {
			points.push(heightAt(count, start), heightAt(count, (start + end) / 2), heightAt(count, end));
			start = end;
		}
	}
	const exact = own.flatMap((expected) => {
		const count = poissonLimits(expected, tail).upperAction;
		return count === null ? [] : [heightAt(count, expected)];
	});
	// Stable: at a step the end of the lower count stays before the start of the next.
	return [...points, ...exact].sort((one, other) => Number(one.x) - Number(other.x));
}

/** The lines of a funnel of observed/expected around 1 for points with these expected counts; none without points. */
export function ratioLimits(own: readonly number[]): Series[] {
	if (own.length === 0) return [];
	const [from, to] = [Math.min(...own) * 0.8, Math.max(...own) * 1.05];
	const limit = (name: string, tone: 'watch' | 'look', tail: number): Series => ({
		name,
		role: 'limit',
		tone,
		points: ratioLimit(tail, from, to, own)
	});
	return [
		{ name: text.target, role: 'target', points: [from, to].map((x) => ({ x, y: 1 })) },
		limit(text.watchLimit, 'watch', WATCH_TAIL),
		limit(text.lookLimit, 'look', LOOK_TAIL)
	];
}

/** Observed/expected against expected with intervals, around 1, where nobody is held against a limit. */
export function ratioPointsChart({ title, units, notes, emptyReason }: RatioFunnelInput): ChartModel {
	const points = units.map((unit) =>
		pointOf(unit, text.plainNote(unit.observed, formatEvents(unit.expected)))
	);
	const [target] = ratioLimits(units.map(({ expected }) => expected));
	return {
		...axes,
		title,
		n: sumOf(units),
		series: [{ name: text.unit, role: 'data', points }, ...(target ? [target] : [])],
		notes: [text.howToReadPlain, ...notes],
		emptyReason
	};
}

/** Funnel of observed/expected against expected, around 1, with exact Poisson limits at 95 % and 99.8 % as steps. */
export function ratioFunnelChart({ title, units, notes, emptyReason }: RatioFunnelInput): ChartModel {
	const points = units.map((unit) =>
		pointOf(unit, text.note(unit.observed, formatEvents(unit.expected), text.zones[unit.tone ?? 'in']))
	);
	return {
		...axes,
		title,
		n: sumOf(units),
		series: [
			{ name: text.unit, role: 'data', points },
			...ratioLimits(units.map(({ expected }) => expected))
		],
		notes: [text.howToRead, text.falseAlarms((LOOK_TAIL * units.length).toFixed(2)), ...notes],
		emptyReason
	};
}

const axes = {
	kind: 'funnel',
	xAxis: { title: text.expected, unit: 'events' },
	yAxis: { title: text.ratio, unit: 'ratio' }
} as const;

function pointOf(
	{ label, observed, expected, lower, upper, n, tone, href }: RatioUnit,
	note: string
): ChartPoint {
	return { x: expected, y: observed / expected, lower, upper, n, label, href, tone, note };
}

function sumOf(units: readonly RatioUnit[]): number {
	return units.reduce((sum, { n }) => sum + n, 0);
}
