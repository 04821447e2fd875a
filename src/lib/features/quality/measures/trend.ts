import { finalStates } from '#lib/core/case/life.ts';
import { countPairs, where, wordsIn, type Selection } from '#lib/core/rollups/selection.ts';
import { pChart } from '#lib/core/statistics/p-chart.ts';
import { scoredFacts } from './facts.ts';
import { isOutcome } from './rates.ts';

/** A month of the p-chart of any discrepancy; a month without reviews is a gap. */
export type TrendPoint = {
	/** `YYYY-MM` */
	readonly month: string;
	readonly x: number;
	readonly n: number;
	readonly rate: number | null;
	/** 3-sigma limits in [0, 1]; null in a gap. */
	readonly lower: number | null;
	readonly upper: number | null;
	readonly isBaseline: boolean;
	/** Outside its limits. */
	readonly signal: 'above' | 'below' | null;
	/** Belongs to eight or more in a row on one side of the centre. */
	readonly isRun: boolean;
	/** Reviews of the month that are still to come: its rate may change. */
	readonly isOpen: boolean;
};

/** Months that the centre rests on. `frozen`: as a director froze it; `first-months`: the first 12 months with reviews on the chart. */
export type TrendBaseline = {
	readonly source: 'frozen' | 'first-months';
	readonly version: number | null;
	readonly fromMonth: string;
	readonly throughMonth: string;
	readonly x: number;
	readonly n: number;
};

/** What may explain a trend. */
export const annotationKinds = ['policy', 'staff', 'scanner', 'other'] as const;

/** Something that happened, and may explain the months after it. */
export type TrendAnnotation = {
	readonly id: string;
	readonly kind: (typeof annotationKinds)[number];
	/** `YYYY-MM-DD` */
	readonly on: string;
	readonly words: string;
	/** Code of the facility that it concerns; null for all. */
	readonly facilityCode: string | null;
	readonly modality: string | null;
	readonly byName: string;
};

export type Trend = {
	/** Always 24 months. */
	readonly points: readonly TrendPoint[];
	readonly center: number | null;
	readonly baseline: TrendBaseline | null;
	readonly annotations: readonly TrendAnnotation[];
	/** On average fewer than 5 events a month: months say little, and the chart says so. */
	readonly isSparse: boolean;
};

/** How many months the chart shows, and how many of the first make the usual baseline. */
export const TREND_MONTHS = 24;
const BASELINE_MONTHS = 12;
/** So many in a row on one side of the centre are worth a note. */
const RUN = 8;
const SIGMAS = 3;
const LEAST_EVENTS = 5;

/** A frozen baseline as it is stored; its counts hold for the whole group alone. */
export type FrozenBaseline = Pick<TrendBaseline, 'fromMonth' | 'throughMonth' | 'x' | 'n'> & {
	readonly version: number;
};

type MonthCount = { readonly month: string; readonly x: number; readonly n: number };

/**
 * Monthly p-chart of any discrepancy (statistics reference, 9). Limits vary with n. Under a filter the frozen months count, but what is
 * reviewed in them under this filter; their stored counts are for the whole group (`isWhole`).
 */
export function trendOf(
	cases: Selection,
	{
		months,
		mode,
		level,
		frozen,
		isWhole,
		annotations
	}: {
		readonly months: readonly string[];
		readonly mode: string;
		readonly level: string;
		readonly frozen: FrozenBaseline | null;
		readonly isWhole: boolean;
		readonly annotations: readonly TrendAnnotation[];
	}
): Trend {
	const byMonth = countPairs(scoredFacts(cases, { mode, level }), 'month', 'score');
	const isAsked = { mode: (word: string) => word === mode, level: (word: string) => word === level };
	const open = new Set(wordsIn(where(cases, { ...isAsked, state: isOpen }), 'month'));
	const counts = months.map((month): MonthCount => {
		const own = byMonth(month);
		return { month, x: own.of(isOutcome('any')), n: own.n };
	});
	const baseline = baselineOf(counts, frozen, isWhole);
	const center = baseline && baseline.n > 0 ? baseline.x / baseline.n : null;
	const chart = pChart({ x: counts.map(({ x }) => x), n: counts.map(({ n }) => n), center, k: SIGMAS });
	const runs = runsOf(chart.y, chart.center);
	const events = counts.reduce((sum, { x }) => sum + x, 0);
	const filled = counts.filter(({ n }) => n > 0).length;
	return {
		points: counts.map(({ month, x, n }, at) => ({
			month,
			x,
			n,
			rate: chart.y[at] ?? null,
			lower: chart.lcl[at] ?? null,
			upper: chart.ucl[at] ?? null,
			isBaseline: baseline !== null && month >= baseline.fromMonth && month <= baseline.throughMonth,
			signal: chart.signals.includes(at + 1)
				? (chart.y[at] ?? 0) > (chart.center ?? 0)
					? 'above'
					: 'below'
				: null,
			isRun: runs.has(at),
			isOpen: open.has(month)
		})),
		center: chart.center,
		baseline,
		annotations: annotations.filter(({ on }) => on.slice(0, 7) >= (months[0] ?? '')),
		isSparse: filled > 0 && events / filled < LEAST_EVENTS
	};
}

function isOpen(state: string): boolean {
	return state !== 'withdrawn' && !finalStates.some((each) => each === state);
}

function baselineOf(
	counts: readonly MonthCount[],
	asked: FrozenBaseline | null,
	isWhole: boolean
): TrendBaseline | null {
	if (asked && isWhole) return { source: 'frozen', ...asked };
	// Under a filter frozen months have to be counted, and those that have left the chart cannot be.
	const frozen = asked && asked.fromMonth >= (counts[0]?.month ?? '') ? asked : null;
	const first = Math.max(
		0,
		counts.findIndex((each) => each.n > 0)
	);
	const fromMonth = frozen?.fromMonth ?? counts[first]?.month ?? '';
	const throughMonth =
		frozen?.throughMonth ?? (counts[first + BASELINE_MONTHS - 1] ?? counts.at(-1))?.month ?? '';
	const own = counts.filter(({ month }) => month >= fromMonth && month <= throughMonth);
	const n = own.reduce((sum, each) => sum + each.n, 0);
	if (n === 0) return null;
	const x = own.reduce((sum, each) => sum + each.x, 0);
	const source = frozen ? 'frozen' : 'first-months';
	return { source, version: frozen?.version ?? null, fromMonth, throughMonth, x, n };
}

/** Places of points in runs of eight or more on one side; gaps do not end a run. */
export function runsOf(y: readonly (number | null)[], center: number | null): ReadonlySet<number> {
	const found = new Set<number>();
	if (center === null) return found;
	let [side, run]: [number, number[]] = [0, []];
	for (const [at, value] of y.entries()) {
		if (value === null) continue;
		const own = Math.sign(value - center);
		run = own !== 0 && own === side ? [...run, at] : [at];
		side = own;
		if (own !== 0 && run.length >= RUN) for (const place of run) found.add(place);
	}
	return found;
}
