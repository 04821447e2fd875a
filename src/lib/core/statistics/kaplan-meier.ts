import { tailOf } from './inputs.ts';
import { normalUpperQuantile } from './normal.ts';

export type KaplanMeierScale = 'log-log' | 'log' | 'plain';

/** The curve just after an event time. */
export type SurvivalStep = {
	readonly time: number;
	readonly nRisk: number;
	readonly nEvent: number;
	readonly survival: number;
	readonly stdErr: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** Share still open (survival) over time since arrival. `lastTime` is the longest observation, null without any. */
export type SurvivalCurve = { readonly steps: readonly SurvivalStep[]; readonly lastTime: number | null };

/** Time by which a share p is finished, with limits; null where the curve never gets there. */
export type SurvivalQuantile = {
	readonly p: number;
	readonly estimate: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/**
 * Product-limit estimate of Kaplan & Meier (1958) JASA 53:457 with Greenwood's standard error and pointwise limits on the
 * chosen scale, clipped to [0, 1]. At ties a completion comes before a censoring.
 * @param time minutes; a pair with a missing value is left out
 * @param event 1 when finished, 0 when still open
 */
export function kaplanMeier(options: {
	time: readonly (number | null)[];
	event: readonly (number | null)[];
	confType: KaplanMeierScale;
	level: number;
}): SurvivalCurve {
	const observed = observations(options.time, options.event);
	const counts: SurvivalCount[] = [];
	for (let i = 0; i < observed.length;) {
		const time = observed[i]?.time ?? 0;
		const from = i;
		let finished = 0;
		for (; observed[i]?.time === time; i++) finished += observed[i]?.isEvent ? 1 : 0;
		counts.push({ time, finished, open: i - from - finished });
	}
	return kaplanMeierOfCounts(counts, options);
}

/** How many were finished at a time, and how many were still open when last seen then. */
export type SurvivalCount = { readonly time: number; readonly finished: number; readonly open: number };

/** The same of observations that were counted, each time once and in ascending order. */
export function kaplanMeierOfCounts(
	counts: readonly SurvivalCount[],
	{ confType, level }: { readonly confType: KaplanMeierScale; readonly level: number }
): SurvivalCurve {
	const z = normalUpperQuantile(tailOf(level));
	const steps: SurvivalStep[] = [];
	let nRisk = counts.reduce((sum, { finished, open }) => sum + finished + open, 0);
	let survival = 1;
	let greenwood = 0;
	for (const { time, finished: nEvent, open } of counts) {
		if (nEvent > 0) {
			survival *= (nRisk - nEvent) / nRisk;
			greenwood += nEvent / (nRisk * (nRisk - nEvent));
			steps.push({ time, nRisk, nEvent, survival, ...limits(survival, greenwood, z, confType) });
		}
		nRisk -= nEvent + open;
	}
	return { steps, lastTime: counts.at(-1)?.time ?? null };
}

function observations(time: readonly (number | null)[], event: readonly (number | null)[]) {
	if (time.length !== event.length) throw new RangeError('each time needs its event');
	return time
		.flatMap((at, i) => {
			const happened = event[i] ?? null;
			if (at === null || happened === null) return [];
			if (!Number.isFinite(at)) throw new RangeError(`${at} is not a time`);
			if (happened !== 0 && happened !== 1) throw new RangeError(`an event is 0 or 1, not ${happened}`);
			return [{ time: at, isEvent: happened === 1 }];
		})
		.sort((a, b) => a.time - b.time);
}

function limits(
	survival: number,
	greenwood: number,
	z: number,
	scale: KaplanMeierScale
): Pick<SurvivalStep, 'stdErr' | 'lower' | 'upper'> {
	if (survival === 0) return { stdErr: null, lower: null, upper: null };
	const relative = Math.sqrt(greenwood);
	const clip = (value: number) => Math.min(Math.max(value, 0), 1);
	const at = (side: 1 | -1) => {
		if (scale === 'plain') return clip(survival + side * z * survival * relative);
		if (scale === 'log') return clip(survival * Math.exp(side * z * relative));
		const log = Math.log(survival);
		return clip(Math.exp(log * Math.exp((side * z * relative) / log)));
	};
	return { stdErr: survival * relative, lower: at(-1), upper: at(1) };
}

/** Share still open just after `time`. */
export function survivalAt(curve: SurvivalCurve, time: number): number {
	return curve.steps.findLast((step) => step.time <= time)?.survival ?? 1;
}

/** Time by which a share `p` is finished; its limits invert the curve's pointwise limits. */
export function survivalQuantile(curve: SurvivalCurve, p: number): SurvivalQuantile {
	if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be in [0, 1], not ${p}`);
	const invert = (side: 'survival' | 'lower' | 'upper') => firstReach(curve, side, 1 - p);
	return { p, estimate: invert('survival'), lower: invert('lower'), upper: invert('upper') };
}

/** First time at or below a height; where the curve rests exactly on it, the middle of that rest. */
function firstReach(
	curve: SurvivalCurve,
	side: 'survival' | 'lower' | 'upper',
	height: number
): number | null {
	// A product of fractions reaches a height such as one half only up to rounding.
	const slack = 1e-10;
	const points = curve.steps.map((step) => ({ time: step.time, value: step[side] }));
	const first = points.find(({ value }) => value !== null && value <= height + slack);
	if (!first || first.value === null) return null;
	if (first.value < height - slack) return first.time;
	const next = points.find(({ value }) => value !== null && value < height - slack);
	return (first.time + (next?.time ?? curve.lastTime ?? first.time)) / 2;
}
