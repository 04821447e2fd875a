import { classifyRatio, type FunnelPosition } from './funnel-classify.ts';
import { rateOfOthers } from './indirect-standardisation.ts';
import { requireEvents } from './inputs.ts';
import { poissonRatio, type Ratio } from './poisson-ratio.ts';
import { fitTwoWay, type ReviewCell, type TwoWayFailure } from './two-way.ts';

/** Reviews of one radiologist by one reviewer in one stratum (modality × shift): n of them, x with an event. */
export type ReviewTally = {
	readonly radiologist: string;
	readonly reviewer: string;
	readonly stratum: string;
	readonly n: number;
	readonly x: number;
};

/** A radiologist against the others. `expected` is adjusted for who reviewed; `unadjusted` is not. */
export type PersonalComparison = Ratio &
	FunnelPosition & {
		readonly id: string;
		/** Reviews in strata where the others are enough to compare with, and the rest. */
		readonly n: number;
		readonly excludedN: number;
		readonly observed: number;
		readonly expected: number;
		readonly unadjusted: Ratio & { readonly expected: number };
	};

/** A reviewer against the others: events scored, and how many the radiologists' own ratios would have led to. */
export type ReviewerSeverity = Ratio &
	FunnelPosition & {
		readonly id: string;
		readonly n: number;
		readonly observed: number;
		readonly expected: number;
	};

/** Sorted by id. Without severity everything is unadjusted, and `notAdjusted` says why. */
export type GroupComparison = {
	readonly radiologists: readonly PersonalComparison[];
	readonly reviewers: readonly ReviewerSeverity[];
	readonly notAdjusted: TwoWayFailure | null;
};

type Cell = ReviewCell & { readonly n: number };

/**
 * Observed over expected of each radiologist among the others: rates of the others by stratum (a stratum counts where
 * they have `minOtherN` reviews and `minOtherEvents` events), reviewers' severity taken out by the log-linear Poisson
 * model, exact limits and exact tails. Breslow & Day (1987) chapter 2; Seaton & Manktelow (2012) BMC Med Res Methodol
 * 12:98. Only reviews of the random sample with a final score belong in here.
 */
export function compareRadiologists(
	tallies: readonly ReviewTally[],
	options: { minOtherN: number; minOtherEvents: number; level: number }
): GroupComparison {
	const { level } = options;
	const { cells, excluded } = expectFromOthers(tallies, options);
	const fitted = fitTwoWay(cells, roundsFor(cells.length));
	const severity = new Map(fitted.ok ? fitted.value.reviewer.map((one) => [one.id, one.severity ?? 1]) : []);
	const ratios = new Map(
		fitted.ok ? fitted.value.radiologist.map((one) => [one.id, one.adjustedRatio ?? 1]) : []
	);
	const ids = [...new Set(tallies.map(({ radiologist }) => radiologist))].sort();
	const byRadiologist = Map.groupBy(cells, ({ radiologist }) => radiologist);
	const byReviewer = Map.groupBy(cells, ({ reviewer }) => reviewer);
	return {
		radiologists: ids.map((id) => {
			const own = byRadiologist.get(id) ?? [];
			const plain = totalOf(own, () => 1);
			const adjusted = totalOf(own, ({ reviewer }) => severity.get(reviewer) ?? 1);
			return {
				id,
				...adjusted,
				excludedN: excluded.get(id) ?? 0,
				...poissonRatio(adjusted.observed, adjusted.expected, level),
				...classifyRatio(adjusted.observed, adjusted.expected),
				unadjusted: { expected: plain.expected, ...poissonRatio(plain.observed, plain.expected, level) }
			};
		}),
		reviewers: [...byReviewer.keys()].sort().map((id) => {
			const total = totalOf(byReviewer.get(id) ?? [], ({ radiologist }) => ratios.get(radiologist) ?? 1);
			return {
				id,
				...total,
				...poissonRatio(total.observed, total.expected, level),
				...classifyRatio(total.observed, total.expected)
			};
		}),
		notAdjusted: fitted.ok ? null : fitted.error
	};
}

// Where many have reviewed few, the fit creeps towards a maximum that is not there; an answer that exists takes some dozen rounds.
const MOST_STEPS = 2e6;
const LEAST_ROUNDS = 200;

function roundsFor(cells: number): number {
	return Math.max(LEAST_ROUNDS, Math.floor(MOST_STEPS / Math.max(1, cells)));
}

function expectFromOthers(
	tallies: readonly ReviewTally[],
	least: { minOtherN: number; minOtherEvents: number }
): { cells: Cell[]; excluded: ReadonlyMap<string, number> } {
	const strata = new Map<string, { n: number; x: number }>();
	const own = new Map<string, Map<string, { n: number; x: number }>>();
	for (const { radiologist, stratum, n, x } of tallies) {
		requireEvents(x, n);
		const mine = own.get(radiologist) ?? new Map<string, { n: number; x: number }>();
		own.set(radiologist, mine);
		for (const totals of [strata, mine]) {
			const total = totals.get(stratum) ?? { n: 0, x: 0 };
			totals.set(stratum, { n: total.n + n, x: total.x + x });
		}
	}
	const none = { n: 0, x: 0 };
	const excluded = new Map<string, number>();
	const cells = tallies.flatMap(({ radiologist, reviewer, stratum, n, x }) => {
		const mine = own.get(radiologist)?.get(stratum) ?? none;
		const rate = rateOfOthers(strata.get(stratum) ?? none, mine, least);
		// Where the others had no event at all nothing can be expected of anybody.
		if (rate === null || rate === 0) {
			excluded.set(radiologist, (excluded.get(radiologist) ?? 0) + n);
			return [];
		}
		return [{ radiologist, reviewer, n, observed: x, expected: n * rate }];
	});
	return { cells, excluded };
}

function totalOf(
	cells: readonly Cell[],
	weightOf: (cell: Cell) => number
): { n: number; observed: number; expected: number } {
	const total = { n: 0, observed: 0, expected: 0 };
	for (const cell of cells) {
		total.n += cell.n;
		total.observed += cell.observed;
		total.expected += cell.expected * weightOf(cell);
	}
	return total;
}
