import { disagreementTable, type Weighting } from './category-weights.ts';
import { requireCount, tailOf } from './inputs.ts';
import { studentQuantile } from './student-quantile.ts';
import { sum } from './sum.ts';

/** Agreement of any number of raters with missing ratings; null where no unit was rated twice. `n` counts rated units. */
export type GwetAgreement = {
	readonly n: number;
	readonly observed: number | null;
	readonly chance: number | null;
	readonly coefficient: number | null;
	readonly se: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

/** Share of the categories in a unit's ratings, and the disagreement of its pairs; null with one rating. */
type Unit = { readonly shares: readonly number[]; readonly apart: number | null };

/**
 * Gwet's AC1 (unweighted) or AC2: Gwet (2008) Br J Math Stat Psychol 61:29; (2014) Handbook of Inter-Rater Reliability,
 * with the linearised standard error and t(n - 1) limits clipped to [-1, 1].
 * @param ratings units × raters, whole numbers 1…categories, null for a missing one
 * @param options.categories steps of the whole scale, at least 2, used or not: the coefficient depends on it
 */
export function gwetAgreement(
	ratings: readonly (readonly (number | null)[])[],
	options: { categories: number; weights: Weighting; level: number }
): GwetAgreement {
	const { categories: q, weights } = options;
	const tail = tailOf(options.level);
	requireCount(q, 'categories');
	if (q < 2) throw new RangeError('a scale needs at least two categories');
	const disagreement = disagreementTable(weights, q);
	const units = ratings.map((row) => unitOf(row, q, disagreement)).filter((unit) => unit !== null);
	const n = units.length;
	const paired = units.flatMap(({ apart }) => (apart === null ? [] : [apart]));
	const none = { se: null, lower: null, upper: null };
	if (paired.length === 0) return { n, observed: null, chance: null, coefficient: null, ...none };

	const means = disagreement.map((_, k) => sum(units.map(({ shares }) => shares[k] ?? 0)) / n);
	// T_w / (q(q-1)), T_w being the sum of all weights 1 - disagreement.
	const scale = (q * q - sum(disagreement.flat())) / (q * (q - 1));
	const chanceOf = (shares: readonly number[]) =>
		scale * sum(shares.map((share, k) => share * (1 - (means[k] ?? 0))));
	const apart = sum(paired) / paired.length;
	const chance = chanceOf(means);
	const coefficient = 1 - apart / (1 - chance);
	const found = { n, observed: 1 - apart, chance, coefficient };
	if (n === 1) return { ...found, ...none };

	const pairing = n / paired.length;
	const influences = units.map((unit) => {
		const own = unit.apart === null ? 0 : pairing * (1 - unit.apart - chance);
		const drift = 2 * (1 - coefficient) * (chanceOf(unit.shares) - chance);
		return ((own - drift) / (1 - chance) - coefficient) ** 2;
	});
	const se = Math.sqrt(sum(influences) / (n * (n - 1)));
	const half = -studentQuantile(tail, n - 1) * se;
	return {
		...found,
		se,
		lower: Math.max(-1, coefficient - half),
		upper: Math.min(1, coefficient + half)
	};
}

/** A unit's shares and disagreement, or null where nobody rated it. */
function unitOf(
	row: readonly (number | null)[],
	q: number,
	disagreement: readonly (readonly number[])[]
): Unit | null {
	const counts = disagreement.map(() => 0);
	for (const value of row) {
		if (value === null) continue;
		if (!Number.isInteger(value) || value < 1 || value > q)
			throw new RangeError(`a rating is a whole number from 1 to ${q}, not ${value}`);
		counts[value - 1] = (counts[value - 1] ?? 0) + 1;
	}
	const size = sum(counts);
	if (size === 0) return null;
	const shares = counts.map((count) => count / size);
	if (size === 1) return { shares, apart: null };
	const pairs = counts.flatMap((one, k) =>
		counts.map((other, l) => one * other * (disagreement[k]?.[l] ?? 0))
	);
	return { shares, apart: sum(pairs) / (size * (size - 1)) };
}
