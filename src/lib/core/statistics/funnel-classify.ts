import { binomialTails, type Tails } from './binomial.ts';
import { atMost, requireCount, requireEvents, requireNonNegative, requireProbability } from './inputs.ts';
import { poissonTails } from './poisson.ts';

/** Where a point stands in a funnel plot: beyond the 99.8 % limits (alarm), beyond the 95 % limits (alert), or in. */
export type FunnelZone = 'high-alarm' | 'high-alert' | 'in' | 'low-alert' | 'low-alarm' | 'no-data';

/** Zone of a point with the exact probabilities P(X ≥ observed) and P(X ≤ observed) behind it. */
export type FunnelPosition = {
	readonly pHigh: number | null;
	readonly pLow: number | null;
	readonly zone: FunnelZone;
};

const ALARM_TAIL = 0.001;
const ALERT_TAIL = 0.025;

/**
 * Position of `x` events in `n` against a target proportion, by exact binomial tails: Manktelow & Seaton (2012) PLoS ONE
 * 7:e45723 show why the drawn line must not decide.
 */
export function classifyProportion(x: number, n: number, target: number): FunnelPosition {
	requireEvents(x, n);
	requireProbability(target, 'target');
	return n === 0 ? noPosition : positionOf(binomialTails(x, n, target));
}

/** Position of `o` observed events against `e` expected, by exact Poisson tails: Seaton & Manktelow (2012). */
export function classifyRatio(o: number, e: number): FunnelPosition {
	requireCount(o, 'o');
	requireNonNegative(e, 'e');
	return e === 0 ? noPosition : positionOf(poissonTails(o, e));
}

const noPosition: FunnelPosition = { pHigh: null, pLow: null, zone: 'no-data' };

function positionOf({ lower, upper }: Tails): FunnelPosition {
	return { pHigh: upper, pLow: lower, zone: zoneOf(upper, lower) };
}

function zoneOf(pHigh: number, pLow: number): FunnelZone {
	if (atMost(pHigh, ALARM_TAIL)) return 'high-alarm';
	if (atMost(pHigh, ALERT_TAIL)) return 'high-alert';
	if (atMost(pLow, ALARM_TAIL)) return 'low-alarm';
	if (atMost(pLow, ALERT_TAIL)) return 'low-alert';
	return 'in';
}
