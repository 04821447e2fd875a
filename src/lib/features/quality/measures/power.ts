import { countWords, type Selection } from '#lib/core/rollups/selection.ts';
import { exactPower } from '#lib/core/statistics/exact-power.ts';
import { exactSampleSize } from '#lib/core/statistics/exact-sample-size.ts';
import { sortedQuantile, sortedValues } from '#lib/core/statistics/quantile.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { countOutcome } from './rates.ts';

/** What the present sampling can and cannot see: of a radiologist at the middle of the group's numbers. */
export type PowerSentence = {
	/** Reviews a year of the radiologist in the middle; null without reviews. */
	readonly reviewsPerYear: number | null;
	readonly groupRate: number | null;
	/** Probability to be flagged within a year at the 99.8 % and at the 95 % limit with twice, or 2.5 times, the group's rate. */
	readonly double: { readonly signal: number; readonly again: number } | null;
	readonly twoAndAHalf: { readonly signal: number; readonly again: number } | null;
	/** Reviews a year needed to flag a doubling at the 95 % limit with 80 %; null where the group's rate is 0. */
	readonly neededForDouble: number | null;
};

const SIGNAL = 0.001;
const AGAIN = 0.025;
const POWER = 0.8;

/** What the sampling of these months can see of a radiologist at the middle of the group's numbers (statistics reference, 14). */
export function powerOf(scored: Selection, monthCount: number): PowerSentence {
	const counts = countWords(scored, 'reader').map(([, n]) => n);
	return powerFor(sortedQuantile(sortedValues(counts), 0.5), scored, monthCount);
}

/** The same of somebody with `n` reviews in these months; of nobody with null. */
export function powerFor(n: number | null, scored: Selection, monthCount: number): PowerSentence {
	const group = makeRate(countOutcome(scored, 'any'), scored.size).estimate;
	const reviewsPerYear = n === null ? null : Math.round((n * 12) / monthCount);
	const none = { reviewsPerYear, groupRate: group, double: null, twoAndAHalf: null, neededForDouble: null };
	if (reviewsPerYear === null || group === null || group === 0 || group >= 0.5) return none;
	const seen = (times: number) => {
		const test = { p0: group, p1: Math.min(1, group * times), n: reviewsPerYear };
		return {
			signal: exactPower({ ...test, alpha: SIGNAL }).power,
			again: exactPower({ ...test, alpha: AGAIN }).power
		};
	};
	return {
		reviewsPerYear,
		groupRate: group,
		double: seen(2),
		twoAndAHalf: seen(2.5),
		neededForDouble: exactSampleSize({ p0: group, p1: group * 2, alpha: AGAIN, power: POWER }).nStable
	};
}
