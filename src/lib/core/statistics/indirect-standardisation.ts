import { requireCount, requireEvents, requireNonNegative } from './inputs.ts';
import { poissonRatio, type Ratio } from './poisson-ratio.ts';

/** Events and trials of one unit (a radiologist, a facility) by stratum; an absent stratum has none. */
export type StratifiedUnit = {
	readonly id: string;
	readonly strata: Readonly<Record<string, { readonly n: number; readonly x: number }>>;
};

export type StandardisedUnit = Ratio & {
	readonly id: string;
	readonly n: number;
	readonly observed: number;
	readonly expected: number;
	/** ratio × crude overall rate; comparable only among units with the same reference. */
	readonly adjustedRate: number | null;
};

/** A unit against the others; what could not be compared is counted in `excludedN`. */
export type OthersUnit = Omit<StandardisedUnit, 'adjustedRate'> & { readonly excludedN: number };

type Totals = Map<string, { n: number; x: number }>;

/**
 * Observed against expected from reference rates by stratum: Breslow & Day (1987) chapter 2.
 * @param reference rate by stratum, or null for the pooled units (then the sums of O and E are equal)
 */
export function standardiseIndirect(
	units: readonly StratifiedUnit[],
	reference: Readonly<Record<string, number>> | null,
	level: number
): {
	reference: Record<string, number | null>;
	overallRate: number | null;
	units: StandardisedUnit[];
} {
	const totals = totalsOf(units);
	const rates = new Map<string, number | null>(
		reference === null
			? [...totals].map(([name, { n, x }]) => [name, n === 0 ? null : x / n])
			: Object.entries(reference)
	);
	const all = sumOf([...totals.values()]);
	const overallRate = all.n === 0 ? null : all.x / all.n;
	return {
		reference: Object.fromEntries(rates),
		overallRate,
		units: units.map((unit) => {
			const { n, x: observed } = sumOf(Object.values(unit.strata));
			let expected = 0;
			for (const [name, stratum] of Object.entries(unit.strata)) {
				const rate = rates.get(name);
				if (stratum.n === 0) continue;
				if (rate === undefined || rate === null) throw new RangeError(`no reference rate for ${name}`);
				requireNonNegative(rate, 'reference rate');
				expected += stratum.n * rate;
			}
			const ratio = poissonRatio(observed, expected, level);
			const adjustedRate = ratio.ratio === null || overallRate === null ? null : ratio.ratio * overallRate;
			return { id: unit.id, n, observed, expected, ...ratio, adjustedRate };
		})
	};
}

/**
 * Observed against expected from the rates of the other units, so that nobody is compared with himself. A stratum counts
 * for a unit only where the others have at least `minOtherN` trials and `minOtherEvents` events.
 */
export function standardiseAgainstOthers(
	units: readonly StratifiedUnit[],
	options: { minOtherN: number; minOtherEvents: number; level: number }
): OthersUnit[] {
	requireCount(options.minOtherN, 'minOtherN');
	requireCount(options.minOtherEvents, 'minOtherEvents');
	const totals = totalsOf(units);
	return units.map((unit) => {
		const sums = { n: 0, observed: 0, expected: 0, excludedN: 0 };
		for (const [name, { n, x }] of Object.entries(unit.strata)) {
			const total = totals.get(name) ?? { n, x };
			const rate = rateOfOthers(total, { n, x }, options);
			if (rate === null) {
				sums.excludedN += n;
				continue;
			}
			sums.n += n;
			sums.observed += x;
			sums.expected += n * rate;
		}
		return { id: unit.id, ...sums, ...poissonRatio(sums.observed, sums.expected, options.level) };
	});
}

/** The rate of a stratum without one unit's own cases; null where the others are too few to compare with. */
export function rateOfOthers(
	total: { n: number; x: number },
	own: { n: number; x: number },
	least: { minOtherN: number; minOtherEvents: number }
): number | null {
	const others = { n: total.n - own.n, x: total.x - own.x };
	const isEnough = others.n > 0 && others.n >= least.minOtherN && others.x >= least.minOtherEvents;
	return isEnough ? others.x / others.n : null;
}

function totalsOf(units: readonly StratifiedUnit[]): Totals {
	const totals: Totals = new Map();
	for (const unit of units) {
		for (const [name, { n, x }] of Object.entries(unit.strata)) {
			requireEvents(x, n);
			const total = totals.get(name) ?? { n: 0, x: 0 };
			totals.set(name, { n: total.n + n, x: total.x + x });
		}
	}
	return totals;
}

function sumOf(strata: readonly { n: number; x: number }[]): { n: number; x: number } {
	return strata.reduce((sum, { n, x }) => ({ n: sum.n + n, x: sum.x + x }), { n: 0, x: 0 });
}
