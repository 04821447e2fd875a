import { firstTrue } from './first-true.ts';
import { atMost, requireCount, requireInside } from './inputs.ts';

/** A chart of the number of cases between events. All null without a gap. Positions are counted from 1. */
export type GChart = {
	readonly center: number | null;
	/** Chance of an event that the mean gap implies. */
	readonly p: number | null;
	readonly ucl3: number | null;
	readonly lcl3: number | null;
	readonly medianLine: number | null;
	/** A gap of at least this many is long: P(G ≥ upperExact) ≤ tail. */
	readonly upperExact: number | null;
	/** A gap of at most this many is short; null where even no gap at all is not extreme. */
	readonly lowerExact: number | null;
	readonly signalsLong: readonly number[];
	readonly signalsShort: readonly number[];
};

/**
 * g-chart of geometric gaps: Benneyan (2001) Health Care Manag Sci 4:305; median line of Provost & Murray. The exact
 * limits decide; the three-sigma ones are for comparison.
 * @param gaps concordant reviews between consecutive discrepancies; 0 is back to back
 * @param tail one-sided false-alarm probability of a gap, in (0, 1)
 */
export function gChart(gaps: readonly number[], tail: number): GChart {
	for (const gap of gaps) requireCount(gap, 'gap');
	requireInside(tail, 'tail');
	if (gaps.length === 0) return noChart;
	const center = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
	const spread = 3 * Math.sqrt(center * (center + 1));
	const { upperExact, lowerExact } = exactLimits(center, tail);
	return {
		center,
		p: 1 / (1 + center),
		ucl3: center + spread,
		lcl3: Math.max(center - spread, 0),
		medianLine: 0.693 * center,
		upperExact,
		lowerExact,
		signalsLong: positions(gaps, (gap) => gap >= upperExact),
		signalsShort: positions(gaps, (gap) => lowerExact !== null && gap <= lowerExact)
	};
}

function exactLimits(center: number, tail: number): { upperExact: number; lowerExact: number | null } {
	if (center === 0) return { upperExact: 1, lowerExact: null };
	// log(1 - p), kept exact where p is tiny.
	const step = -Math.log1p(1 / center);
	const high = Number.MAX_SAFE_INTEGER;
	const upperExact = firstTrue({
		low: 1,
		high,
		guess: Math.log(tail) / step,
		holds: (gap) => atMost(Math.exp(gap * step), tail)
	});
	const beyondShort = firstTrue({
		low: 0,
		high,
		guess: Math.log1p(-tail) / step,
		holds: (gap) => !atMost(-Math.expm1((gap + 1) * step), tail)
	});
	return {
		upperExact: upperExact ?? high,
		lowerExact: beyondShort === null || beyondShort === 0 ? null : beyondShort - 1
	};
}

function positions(gaps: readonly number[], is: (gap: number) => boolean): number[] {
	return gaps.flatMap((gap, at) => (is(gap) ? [at + 1] : []));
}

const noChart: GChart = {
	center: null,
	p: null,
	ucl3: null,
	lcl3: null,
	medianLine: null,
	upperExact: null,
	lowerExact: null,
	signalsLong: [],
	signalsShort: []
};
