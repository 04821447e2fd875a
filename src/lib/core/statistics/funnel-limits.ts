import { binomialTails, binomialTerm, type Tails } from './binomial.ts';
import { firstTrue } from './first-true.ts';
import { atMost, requireCount, requireInside, requireNonNegative, requireProbability } from './inputs.ts';
import { normalQuantile } from './normal.ts';
import { poissonTails, poissonTerm } from './poisson.ts';

/**
 * Limits of a funnel plot at one size and one tail probability. `lower` and `upper` are the drawn, interpolated line;
 * the actions are the counts at which the exact tail is at most `tail`, with the false-alarm probability they really have.
 */
export type FunnelLimits = {
	readonly lower: number | null;
	readonly upper: number | null;
	readonly lowerAction: number | null;
	readonly upperAction: number | null;
	readonly falseAlarmLow: number;
	readonly falseAlarmHigh: number;
};

type Counts = {
	mean: number;
	sd: number;
	most: number;
	tails: (k: number) => Tails;
	term: (k: number) => number;
};

const noLimits: FunnelLimits = {
	lower: null,
	upper: null,
	lowerAction: null,
	upperAction: null,
	falseAlarmLow: 0,
	falseAlarmHigh: 0
};

/** Limits of a proportion around `target` for `n` trials: Spiegelhalter (2005) Stat Med 24:1185, appendix A.1.1. */
export function binomialLimits(target: number, n: number, tail: number): FunnelLimits {
	requireProbability(target, 'target');
	requireCount(n, 'n');
	requireInside(tail, 'tail');
	if (n === 0) return noLimits;
	const counts = {
		mean: n * target,
		sd: Math.sqrt(n * target * (1 - target)),
		most: n,
		tails: (k: number) => binomialTails(k, n, target),
		term: (k: number) => binomialTerm(k, n, target)
	};
	const clamp = (count: number) => Math.min(Math.max(count / n, 0), 1);
	return {
		...actions(counts, tail),
		lower: clamp(lowerLine(counts, tail)),
		upper: clamp(upperLine(counts, tail))
	};
}

/** Limits of observed/expected around 1 for an expected count, from the Poisson distribution (same appendix). */
export function poissonLimits(expected: number, tail: number): FunnelLimits {
	requireNonNegative(expected, 'expected');
	requireInside(tail, 'tail');
	if (expected === 0) return noLimits;
	const counts = {
		mean: expected,
		sd: Math.sqrt(expected),
		// Beyond forty deviations no tail is representable.
		most: Math.ceil(expected + 40 * Math.sqrt(expected) + 800),
		tails: (k: number) => poissonTails(k, expected),
		term: (k: number) => poissonTerm(k, expected)
	};
	const clamp = (count: number) => Math.max(count / expected, 0);
	return {
		...actions(counts, tail),
		lower: clamp(lowerLine(counts, tail)),
		upper: clamp(upperLine(counts, tail))
	};
}

function guess(counts: Counts, tail: number, sign: 1 | -1): number {
	return counts.mean - sign * normalQuantile(tail) * counts.sd;
}

/** r - (F(r) - q)/(F(r) - F(r-1)) for the smallest r with F(r) ≥ q, at q = tail. */
function lowerLine(counts: Counts, tail: number): number {
	const r = firstTrue({
		low: 0,
		high: counts.most,
		guess: guess(counts, tail, -1),
		holds: (k) => atMost(tail, counts.tails(k).lower)
	});
	if (r === null) return counts.most;
	return r - (counts.tails(r).lower - tail) / counts.term(r);
}

/** The same at q = 1 - tail, written with P(X > r) so that a small tail keeps its digits. */
function upperLine(counts: Counts, tail: number): number {
	const r = firstTrue({
		low: 0,
		high: counts.most,
		guess: guess(counts, tail, 1),
		holds: (k) => atMost(counts.tails(k + 1).upper, tail)
	});
	if (r === null) return counts.most;
	return r - (tail - counts.tails(r + 1).upper) / counts.term(r);
}

function actions(counts: Counts, tail: number): FunnelLimits {
	const upperAction = firstTrue({
		low: 0,
		high: counts.most,
		guess: guess(counts, tail, 1) + 1,
		holds: (k) => atMost(counts.tails(k).upper, tail)
	});
	const beyondLower = firstTrue({
		low: 0,
		high: counts.most,
		guess: guess(counts, tail, -1),
		holds: (k) => !atMost(counts.tails(k).lower, tail)
	});
	const largest = (beyondLower ?? counts.most + 1) - 1;
	const lowerAction = largest < 0 ? null : largest;
	return {
		...noLimits,
		lowerAction,
		upperAction,
		falseAlarmLow: lowerAction === null ? 0 : counts.tails(lowerAction).lower,
		falseAlarmHigh: upperAction === null ? 0 : counts.tails(upperAction).upper
	};
}
