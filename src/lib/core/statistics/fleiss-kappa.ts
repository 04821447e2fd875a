import { requireCount } from './inputs.ts';
import { sum } from './sum.ts';

/** Agreement of interchangeable raters. Null where nothing varies; `perCategory` null for a category never or always used. */
export type FleissKappa = {
	readonly observed: number | null;
	readonly chance: number | null;
	readonly kappa: number | null;
	/** Standard error if the raters agreed by chance alone. */
	readonly seNull: number | null;
	readonly perCategory: readonly (number | null)[];
};

/**
 * Fleiss' kappa: Fleiss (1971) Psychol Bull 76:378, standard error of Fleiss, Nee & Landis (1979) Psychol Bull 86:974.
 * @param counts subjects × categories: how many of the m ratings of a subject fell in each; throws unless m is the same
 * for all subjects and at least 2
 */
export function fleissKappa(counts: readonly (readonly number[])[]): FleissKappa {
	const first = counts[0];
	if (first === undefined)
		return { observed: null, chance: null, kappa: null, seNull: null, perCategory: [] };
	const m = sum(first);
	for (const row of counts) {
		for (const count of row) requireCount(count, 'count');
		if (row.length !== first.length) throw new RangeError('subjects differ in their categories');
		if (sum(row) !== m) throw new RangeError('subjects differ in their number of ratings');
	}
	if (m < 2) throw new RangeError('a subject needs at least two ratings');

	const subjects = counts.length;
	const ratings = subjects * m;
	const categories = first.map((_, j) => {
		const used = sum(counts.map((row) => row[j] ?? 0));
		const apart = sum(counts.map((row) => (row[j] ?? 0) * (m - (row[j] ?? 0)))) / (ratings * (m - 1));
		return { p: used / ratings, q: (ratings - used) / ratings, apart };
	});
	const apart = sum(categories.map((category) => category.apart));
	const apartByChance = sum(categories.map(({ p, q }) => p * q));
	const isVaried = apartByChance > 0;
	return {
		observed: 1 - apart,
		chance: 1 - apartByChance,
		kappa: isVaried ? 1 - apart / apartByChance : null,
		seNull: isVaried ? Math.sqrt((2 * spread(categories)) / (ratings * (m - 1))) / apartByChance : null,
		perCategory: categories.map((category) =>
			category.p * category.q === 0 ? null : 1 - category.apart / (category.p * category.q)
		)
	};
}

/**
 * (Σ pq)² - Σ pq(q - p), as the variance of a chance pair's influence: a sum of squares, which does not cancel where one
 * category holds almost everything.
 */
function spread(categories: readonly { p: number; q: number }[]): number {
	const mean = sum(categories.map(({ p, q }) => p * q));
	const squares = categories.flatMap((one, i) =>
		categories.map((other, j) => {
			const influence = one.q + other.q - mean - (i === j ? 0 : 1);
			return one.p * other.p * influence * influence;
		})
	);
	return sum(squares);
}
