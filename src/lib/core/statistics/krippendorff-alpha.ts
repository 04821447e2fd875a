import { sum, sumOf } from './sum.ts';

/** What the distance of two ratings is: equal or not, the ratings between them, or their difference. */
export type AlphaMetric = 'nominal' | 'ordinal' | 'interval';

/** Agreement of any number of raters with missing ratings; null where nothing is paired or nothing varies. */
export type KrippendorffAlpha = {
	readonly alpha: number | null;
	readonly observedDisagreement: number | null;
	readonly expectedDisagreement: number | null;
	/** Ratings in units with at least two. */
	readonly pairable: number;
};

type Unit = ReadonlyMap<number, number>;

/**
 * Krippendorff's alpha (Krippendorff 2011, Computing Krippendorff's alpha-reliability). Ordinal distances are interval
 * distances of the categories' middle ranks, so both are sums of squares and cost is linear in the ratings.
 * @param ratings units × raters, null for a missing one
 */
export function krippendorffAlpha(
	ratings: readonly (readonly (number | null)[])[],
	metric: AlphaMetric
): KrippendorffAlpha {
	const units = ratings.map(tallyUnit).filter((unit) => sizeOf(unit) >= 2);
	const all = mergeTallies(units);
	const pairable = sizeOf(all);
	if (pairable === 0)
		return { alpha: null, observedDisagreement: null, expectedDisagreement: null, pairable };
	const place = metric === 'ordinal' ? middleRanks(all) : null;
	const scattered = (tally: Unit) =>
		metric === 'nominal' ? differing(tally) : squares(tally, (value) => place?.get(value) ?? value);
	const within = sumOf(units, (unit) => scattered(unit) / (sizeOf(unit) - 1));
	const observedDisagreement = within / pairable;
	const expectedDisagreement = scattered(all) / (pairable * (pairable - 1));
	return {
		alpha: expectedDisagreement === 0 ? null : 1 - observedDisagreement / expectedDisagreement,
		observedDisagreement,
		expectedDisagreement,
		pairable
	};
}

function tallyUnit(row: readonly (number | null)[]): Unit {
	const tally = new Map<number, number>();
	for (const value of row) {
		if (value === null) continue;
		if (!Number.isFinite(value)) throw new RangeError(`${value} is not a rating`);
		tally.set(value, (tally.get(value) ?? 0) + 1);
	}
	return tally;
}

function mergeTallies(units: readonly Unit[]): Unit {
	const all = new Map<number, number>();
	for (const unit of units) for (const [value, count] of unit) all.set(value, (all.get(value) ?? 0) + count);
	return all;
}

function sizeOf(tally: Unit): number {
	return sum(tally.values());
}

/** Ordered pairs of ratings that differ. */
function differing(tally: Unit): number {
	const size = sizeOf(tally);
	return sumOf([...tally.values()], (count) => count * (size - count));
}

/** Sum of squared differences over ordered pairs of ratings: twice the size times the squares around the mean. */
function squares(tally: Unit, place: (value: number) => number): number {
	if (tally.size < 2) return 0;
	const size = sizeOf(tally);
	const entries = [...tally];
	const mean = sumOf(entries, ([value, count]) => count * place(value)) / size;
	const around = sumOf(entries, ([value, count]) => count * (place(value) - mean) ** 2);
	return 2 * size * around;
}

/** The rank in the middle of each category's ratings, all ratings in order. */
function middleRanks(all: Unit): ReadonlyMap<number, number> {
	let below = 0;
	const ranks = new Map<number, number>();
	for (const [value, count] of [...all].toSorted(([one], [other]) => one - other)) {
		ranks.set(value, below + count / 2);
		below += count;
	}
	return ranks;
}
