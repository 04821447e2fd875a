import { classifyRatio, type FunnelPosition } from './funnel-classify.ts';
import { rateOfOthers } from './indirect-standardisation.ts';
import { requireEvents } from './inputs.ts';
import { poissonRatio, type Ratio } from './poisson-ratio.ts';
import { fitPairs, type FittedPairs, type TwoWayFailure } from './two-way.ts';

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

/** Tallies by columns: ids and strata are places in lists, of which some may have no tally. The same may come more than once. */
export type ReviewTallies = {
	readonly radiologists: readonly string[];
	readonly reviewers: readonly string[];
	readonly strata: number;
	readonly radiologist: Int32Array;
	readonly reviewer: Int32Array;
	readonly stratum: Int32Array;
	readonly n: Int32Array;
	readonly x: Int32Array;
};

type Least = { readonly minOtherN: number; readonly minOtherEvents: number };

/**
 * Observed over expected of each radiologist among the others: rates of the others by stratum (a stratum counts where
 * they have `minOtherN` reviews and `minOtherEvents` events), reviewers' severity taken out by the log-linear Poisson
 * model, exact limits and exact tails. Breslow & Day (1987) chapter 2; Seaton & Manktelow (2012) BMC Med Res Methodol
 * 12:98. Only reviews of the random sample with a final score belong in here.
 */
export function compareRadiologists(
	tallies: readonly ReviewTally[],
	options: Least & { level: number }
): GroupComparison {
	const lists = {
		radiologists: new Map<string, number>(),
		reviewers: new Map<string, number>(),
		strata: new Map<string, number>()
	};
	const placeIn = (places: Map<string, number>, id: string): number => {
		const place = places.get(id) ?? places.size;
		places.set(id, place);
		return place;
	};
	return compareTallies(
		{
			radiologist: Int32Array.from(tallies, ({ radiologist }) => placeIn(lists.radiologists, radiologist)),
			reviewer: Int32Array.from(tallies, ({ reviewer }) => placeIn(lists.reviewers, reviewer)),
			stratum: Int32Array.from(tallies, ({ stratum }) => placeIn(lists.strata, stratum)),
			n: Int32Array.from(tallies, ({ n }) => n),
			x: Int32Array.from(tallies, ({ x }) => x),
			radiologists: [...lists.radiologists.keys()],
			reviewers: [...lists.reviewers.keys()],
			strata: lists.strata.size
		},
		options
	);
}

/** The same over columns, for groups with hundreds of thousands of reviews. */
export function compareTallies(tallies: ReviewTallies, options: Least & { level: number }): GroupComparison {
	const { level } = options;
	const cells = expectFromOthers(tallies, options);
	const fitted = fitPairs(
		{ ...cells, radiologists: tallies.radiologists.length, reviewers: tallies.reviewers.length },
		roundsFor(cells.n.length)
	);
	const factorsOf = (of: keyof FittedPairs): ((place: number) => number) => {
		const factors = fitted.ok ? fitted.value[of] : null;
		return (place) => {
			const factor = factors?.[place] ?? NaN;
			return Number.isNaN(factor) ? 1 : factor;
		};
	};
	const plain = totalsOf(cells, cells.radiologist, cells.reviewer, () => 1);
	const adjusted = totalsOf(cells, cells.radiologist, cells.reviewer, factorsOf('severity'));
	const given = totalsOf(cells, cells.reviewer, cells.radiologist, factorsOf('ratio'));
	const byId = (ids: readonly string[], isIn: (place: number) => boolean) =>
		[...ids.entries()].filter(([place]) => isIn(place)).sort(([, one], [, other]) => (one < other ? -1 : 1));
	const isTallied = marked(tallies.radiologist, tallies.radiologists.length);
	const isCompared = marked(cells.reviewer, tallies.reviewers.length);
	return {
		radiologists: byId(tallies.radiologists, (place) => isTallied[place] === 1).map(([place, id]) => {
			const { observed, expected, n } = adjusted(place);
			const unadjusted = plain(place).expected;
			return {
				id,
				n,
				observed,
				expected,
				excludedN: cells.excluded[place] ?? 0,
				...poissonRatio(observed, expected, level),
				...classifyRatio(observed, expected),
				unadjusted: { expected: unadjusted, ...poissonRatio(observed, unadjusted, level) }
			};
		}),
		reviewers: byId(tallies.reviewers, (place) => isCompared[place] === 1).map(([place, id]) => {
			const { observed, expected, n } = given(place);
			return {
				id,
				n,
				observed,
				expected,
				...poissonRatio(observed, expected, level),
				...classifyRatio(observed, expected)
			};
		}),
		notAdjusted: fitted.ok ? null : fitted.error
	};
}

/** Which places below `size` there are. */
function marked(places: Int32Array, size: number): Uint8Array {
	const found = new Uint8Array(size);
	for (let at = 0; at < places.length; at++) found[places[at] ?? 0] = 1;
	return found;
}

// Where many have reviewed few, the fit creeps towards a maximum that is not there; an answer that exists takes some dozen rounds.
const MOST_STEPS = 2e6;
const LEAST_ROUNDS = 200;

function roundsFor(cells: number): number {
	return Math.max(LEAST_ROUNDS, Math.floor(MOST_STEPS / Math.max(1, cells)));
}

/** One cell for each radiologist and reviewer, of what the others are enough to compare with; `excluded` counts the reviews of the rest by radiologist. */
type Cells = {
	readonly radiologist: Int32Array;
	readonly reviewer: Int32Array;
	readonly n: Float64Array;
	readonly observed: Float64Array;
	readonly expected: Float64Array;
	readonly excluded: Float64Array;
};

function expectFromOthers(tallies: ReviewTallies, least: Least): Cells {
	const { radiologist, reviewer, stratum, n, x, strata, radiologists, reviewers } = tallies;
	const sizeOf = (length: number) => ({ n: new Float64Array(length), x: new Float64Array(length) });
	const [all, own] = [sizeOf(strata), sizeOf(strata * radiologists.length)];
	for (let at = 0; at < n.length; at++) {
		const count = n[at] ?? 0;
		const events = x[at] ?? 0;
		const part = stratum[at] ?? 0;
		requireEvents(events, count);
		const mine = (radiologist[at] ?? 0) * strata + part;
		all.n[part] = (all.n[part] ?? 0) + count;
		all.x[part] = (all.x[part] ?? 0) + events;
		own.n[mine] = (own.n[mine] ?? 0) + count;
		own.x[mine] = (own.x[mine] ?? 0) + events;
	}
	// Where the others had no event at all nothing can be expected of anybody.
	const rates = own.n.map((count, mine) => {
		if (count === 0) return 0;
		const part = mine % strata;
		const others = { n: all.n[part] ?? 0, x: all.x[part] ?? 0 };
		return rateOfOthers(others, { n: count, x: own.x[mine] ?? 0 }, least) ?? 0;
	});
	const excluded = new Float64Array(radiologists.length);
	const pairs = new Int32Array(radiologists.length * reviewers.length);
	const most = Math.min(n.length, pairs.length);
	const cells = {
		radiologist: new Int32Array(most),
		reviewer: new Int32Array(most),
		n: new Float64Array(most),
		observed: new Float64Array(most),
		expected: new Float64Array(most)
	};
	let size = 0;
	for (let at = 0; at < n.length; at++) {
		const who = radiologist[at] ?? 0;
		const count = n[at] ?? 0;
		const rate = rates[who * strata + (stratum[at] ?? 0)] ?? 0;
		if (rate === 0) {
			excluded[who] = (excluded[who] ?? 0) + count;
			continue;
		}
		const by = reviewer[at] ?? 0;
		const pair = who * reviewers.length + by;
		let cell = (pairs[pair] ?? 0) - 1;
		if (cell < 0) {
			cell = size;
			size += 1;
			pairs[pair] = size;
			cells.radiologist[cell] = who;
			cells.reviewer[cell] = by;
		}
		cells.n[cell] = (cells.n[cell] ?? 0) + count;
		cells.observed[cell] = (cells.observed[cell] ?? 0) + (x[at] ?? 0);
		cells.expected[cell] = (cells.expected[cell] ?? 0) + count * rate;
	}
	return {
		radiologist: cells.radiologist.subarray(0, size),
		reviewer: cells.reviewer.subarray(0, size),
		n: cells.n.subarray(0, size),
		observed: cells.observed.subarray(0, size),
		expected: cells.expected.subarray(0, size),
		excluded
	};
}

type Totals = { readonly n: number; readonly observed: number; readonly expected: number };

/** Sums of the cells of each place in `own`, what is expected weighted by the other side's place. */
function totalsOf(
	{ n, observed, expected }: Cells,
	own: Int32Array,
	other: Int32Array,
	weightOf: (place: number) => number
): (place: number) => Totals {
	const size = own.reduce((most, place) => Math.max(most, place + 1), 0);
	const others = other.reduce((most, place) => Math.max(most, place + 1), 0);
	const weights = new Float64Array(others);
	for (let place = 0; place < others; place++) weights[place] = weightOf(place);
	const sums = {
		n: new Float64Array(size),
		observed: new Float64Array(size),
		expected: new Float64Array(size)
	};
	for (let at = 0; at < own.length; at++) {
		const place = own[at] ?? 0;
		sums.n[place] = (sums.n[place] ?? 0) + (n[at] ?? 0);
		sums.observed[place] = (sums.observed[place] ?? 0) + (observed[at] ?? 0);
		sums.expected[place] = (sums.expected[place] ?? 0) + (expected[at] ?? 0) * (weights[other[at] ?? 0] ?? 0);
	}
	return (place) => ({
		n: sums.n[place] ?? 0,
		observed: sums.observed[place] ?? 0,
		expected: sums.expected[place] ?? 0
	});
}
