import { requireCount } from './inputs.ts';
import { sumOf } from './sum.ts';

/** Totals and means over all reads from cases drawn with unequal chances; null where nothing was drawn. */
export type HorvitzThompson = {
	readonly total: number | null;
	readonly htMean: number | null;
	readonly weightSum: number;
	readonly hajekMean: number | null;
	readonly seTotal: number | null;
	readonly seHajek: number | null;
	/** The equally weighted sample that would be as informative. */
	readonly kishN: number | null;
};

/**
 * Weighted estimates under Poisson sampling: Horvitz & Thompson (1952) JASA 47:663; Hájek (1971). Without any event the
 * errors are 0: then give an upper bound with kishN instead.
 * @param items outcome and inclusion probability, in (0, 1], of each drawn case
 * @param N reads in the frame
 */
export function horvitzThompson(items: readonly { y: number; pi: number }[], N: number): HorvitzThompson {
	requireCount(N, 'N');
	for (const { y, pi } of items) {
		if (!Number.isFinite(y)) throw new RangeError(`${y} is not an outcome`);
		if (!(pi > 0 && pi <= 1)) throw new RangeError(`an inclusion probability is in (0, 1], not ${pi}`);
	}
	const weightSum = sumOf(items, ({ pi }) => 1 / pi);
	if (items.length === 0) {
		const none = { total: null, htMean: null, hajekMean: null, seTotal: null, seHajek: null, kishN: null };
		return { ...none, weightSum };
	}
	const total = sumOf(items, ({ y, pi }) => y / pi);
	const hajekMean = total / weightSum;
	const error = (center: number) =>
		Math.sqrt(sumOf(items, ({ y, pi }) => ((1 - pi) / (pi * pi)) * (y - center) ** 2));
	return {
		total,
		htMean: N === 0 ? null : total / N,
		weightSum,
		hajekMean,
		seTotal: error(0),
		seHajek: error(hajekMean) / weightSum,
		kishN: weightSum ** 2 / sumOf(items, ({ pi }) => 1 / (pi * pi))
	};
}
