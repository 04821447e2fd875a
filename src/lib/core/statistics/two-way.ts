import { err, ok, type Result } from '#lib/core/result.ts';
import { requireCount, requireNonNegative } from './inputs.ts';

/** Events seen and expected where one reviewer looked at one radiologist's reads. */
export type ReviewCell = {
	readonly radiologist: string;
	readonly reviewer: string;
	readonly observed: number;
	readonly expected: number;
};

/** Ratios of radiologists with reviewers made equal, and how severe each reviewer is (1 is the average). Sorted by id. */
export type TwoWay = {
	readonly radiologist: readonly {
		readonly id: string;
		readonly crudeRatio: number | null;
		readonly adjustedRatio: number | null;
	}[];
	readonly reviewer: readonly { readonly id: string; readonly severity: number | null }[];
};

const MOST_ROUNDS = 200_000;
const MOVED = 1e-12;

/** Why severity cannot be told from performance: groups without a common case, or too few common cases for an answer. */
export type TwoWayFailure = 'not-connected' | 'no-maximum';

/**
 * Fits observed ~ Poisson(expected a_i b_j) by iterative proportional fitting, which is the log-linear Poisson model;
 * scaled so that Σ expected b_j = Σ expected. Nothing observed gives 0, nothing expected null. Throws on events where
 * none were expected.
 * @param mostRounds after so many without an answer there is none
 */
export function fitTwoWay(
	cells: readonly ReviewCell[],
	mostRounds = MOST_ROUNDS
): Result<TwoWay, TwoWayFailure> {
	for (const { observed, expected } of cells) {
		requireCount(observed, 'observed');
		requireNonNegative(expected, 'expected');
		if (expected === 0 && observed > 0) throw new RangeError('events where none could be expected');
	}
	const [radiologists, reviewers] = [new Map<string, number>(), new Map<string, number>()];
	const placeIn = (places: Map<string, number>, id: string): number => {
		const place = places.get(id) ?? places.size;
		places.set(id, place);
		return place;
	};
	const fitted = fitPairs(
		{
			radiologist: Int32Array.from(cells, (cell) => placeIn(radiologists, cell.radiologist)),
			reviewer: Int32Array.from(cells, (cell) => placeIn(reviewers, cell.reviewer)),
			observed: Float64Array.from(cells, (cell) => cell.observed),
			expected: Float64Array.from(cells, (cell) => cell.expected),
			radiologists: radiologists.size,
			reviewers: reviewers.size
		},
		mostRounds
	);
	if (!fitted.ok) return fitted;
	const { value } = fitted;
	const ids = (places: ReadonlyMap<string, number>) =>
		[...places].toSorted(([one], [other]) => (one < other ? -1 : 1));
	return ok({
		radiologist: ids(radiologists).map(([id, at]) => ({
			id,
			crudeRatio: ratioOrNull(value.observed[at] ?? 0, value.expected[at] ?? 0),
			adjustedRatio: orNull(value.ratio[at] ?? NaN)
		})),
		reviewer: ids(reviewers).map(([id, at]) => ({ id, severity: orNull(value.severity[at] ?? NaN) }))
	});
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
const ratioOrNull = (observed: number, expected: number): number | null =>
	expected === 0 ? null : observed / expected;

/** The same, throwing where severity cannot be told from performance. */
export function adjustTwoWay(cells: readonly ReviewCell[]): TwoWay {
	const fitted = fitTwoWay(cells);
	if (!fitted.ok) throw new RangeError(`severity cannot be told from performance: ${fitted.error}`);
	return fitted.value;
}

/** The same cells by columns; ids are places below `radiologists` and `reviewers`. Pairs may come more than once. */
export type ReviewCells = {
	readonly radiologist: Int32Array;
	readonly reviewer: Int32Array;
	readonly observed: Float64Array;
	readonly expected: Float64Array;
	readonly radiologists: number;
	readonly reviewers: number;
};

/** By place: ratios of radiologists, severities of reviewers (NaN where nothing was expected), and the sums of the former's cells. */
export type FittedPairs = {
	readonly ratio: Float64Array;
	readonly severity: Float64Array;
	readonly observed: Float64Array;
	readonly expected: Float64Array;
};

/** `fitTwoWay` over columns, for as many cells as a large group has; the cells are trusted to be counts and not negative. */
export function fitPairs(cells: ReviewCells, mostRounds = MOST_ROUNDS): Result<FittedPairs, TwoWayFailure> {
	const links = mergePairs(cells);
	if (!isConnected(links)) return err('not-connected');
	const radiologists = sideOf(cells, cells.radiologist, cells.radiologists);
	const reviewers = sideOf(cells, cells.reviewer, cells.reviewers);
	let isThere = false;
	for (let round = 0; round < mostRounds && !isThere; round++) {
		const moved = Math.max(
			update(radiologists, links, {
				own: links.radiologist,
				other: links.reviewer,
				factor: reviewers.factor
			}),
			update(reviewers, links, { own: links.reviewer, other: links.radiologist, factor: radiologists.factor })
		);
		isThere = moved < MOVED;
	}
	if (!isThere) return err('no-maximum');
	let [expected, weighted] = [0, 0];
	for (let at = 0; at < links.expected.length; at++) {
		expected += links.expected[at] ?? 0;
		weighted += (links.expected[at] ?? 0) * (reviewers.factor[links.reviewer[at] ?? 0] ?? 0);
	}
	const scale = weighted === 0 ? 1 : expected / weighted;
	return ok({
		ratio: radiologists.factor.map((factor, at) => (radiologists.expected[at] === 0 ? NaN : factor / scale)),
		severity: reviewers.factor.map((factor, at) => (reviewers.expected[at] === 0 ? NaN : factor * scale)),
		observed: radiologists.observed,
		expected: radiologists.expected
	});
}

type Side = {
	readonly observed: Float64Array;
	readonly expected: Float64Array;
	readonly factor: Float64Array;
	readonly fitted: Float64Array;
};

function sideOf({ observed, expected }: ReviewCells, places: Int32Array, size: number): Side {
	const side = {
		observed: new Float64Array(size),
		expected: new Float64Array(size),
		factor: new Float64Array(size).fill(1),
		fitted: new Float64Array(size)
	};
	for (let at = 0; at < places.length; at++) {
		const place = places[at] ?? 0;
		side.observed[place] = (side.observed[place] ?? 0) + (observed[at] ?? 0);
		side.expected[place] = (side.expected[place] ?? 0) + (expected[at] ?? 0);
	}
	return side;
}

type Links = Pick<ReviewCells, 'radiologist' | 'reviewer' | 'expected' | 'radiologists' | 'reviewers'>;

/** One cell a pair, however many strata it was counted in, where something was expected. */
function mergePairs({ radiologist, reviewer, expected, radiologists, reviewers }: ReviewCells): Links {
	const order = orderBy(radiologist, radiologists);
	const links = {
		radiologist: new Int32Array(order.length),
		reviewer: new Int32Array(order.length),
		expected: new Float64Array(order.length)
	};
	// A reviewer's place among the links; one before those of this radiologist is of another.
	const places = new Int32Array(reviewers).fill(-1);
	let [size, first, who] = [0, 0, -1];
	for (const at of order) {
		const own = expected[at] ?? 0;
		if (own === 0) continue;
		const reader = radiologist[at] ?? 0;
		if (reader !== who) [who, first] = [reader, size];
		const by = reviewer[at] ?? 0;
		let place = places[by] ?? -1;
		if (place < first) {
			place = size;
			size += 1;
			places[by] = place;
			links.radiologist[place] = reader;
			links.reviewer[place] = by;
		}
		links.expected[place] = (links.expected[place] ?? 0) + own;
	}
	return {
		radiologists,
		reviewers,
		radiologist: links.radiologist.subarray(0, size),
		reviewer: links.reviewer.subarray(0, size),
		expected: links.expected.subarray(0, size)
	};
}

/** Places of values below `count`, those of the same value together. */
function orderBy(values: Int32Array, count: number): Int32Array {
	const next = new Int32Array(count + 1);
	for (const value of values) next[value + 1] = (next[value + 1] ?? 0) + 1;
	for (let value = 0; value < count; value++) next[value + 1] = (next[value + 1] ?? 0) + (next[value] ?? 0);
	const order = new Int32Array(values.length);
	for (let at = 0; at < values.length; at++) {
		const value = values[at] ?? 0;
		const place = next[value] ?? 0;
		order[place] = at;
		next[value] = place + 1;
	}
	return order;
}

/** Sets one side's factors to observed / (expected × the other side's factors); the largest change. */
function update(
	side: Side,
	{ expected }: Links,
	{ own, other, factor }: { own: Int32Array; other: Int32Array; factor: Float64Array }
): number {
	side.fitted.fill(0);
	for (let at = 0; at < expected.length; at++) {
		const place = own[at] ?? 0;
		side.fitted[place] = (side.fitted[place] ?? 0) + (expected[at] ?? 0) * (factor[other[at] ?? 0] ?? 0);
	}
	let moved = 0;
	for (let place = 0; place < side.factor.length; place++) {
		const [observed = 0, divisor = 0] = [side.observed[place], side.fitted[place]];
		const fitted = observed === 0 || divisor === 0 ? 0 : observed / divisor;
		moved = Math.max(moved, Math.abs(fitted - (side.factor[place] ?? 0)));
		side.factor[place] = fitted;
	}
	return moved;
}

/** Whether everybody who has a common case with somebody is reached from everybody else. */
function isConnected({ radiologist, reviewer, radiologists, reviewers }: Links): boolean {
	// Reviewers stand after radiologists: the same person may be on both sides.
	const leaders = Int32Array.from({ length: radiologists + reviewers }, (_, at) => at);
	const leaderOf = (node: number): number => {
		let at = node;
		for (let up = leaders[at] ?? at; up !== at; up = leaders[at] ?? at) {
			leaders[at] = leaders[up] ?? up;
			at = up;
		}
		return at;
	};
	let parts = 0;
	const isSeen = new Uint8Array(leaders.length);
	for (let at = 0; at < radiologist.length; at++) {
		const who = radiologist[at] ?? 0;
		const by = radiologists + (reviewer[at] ?? 0);
		if (isSeen[who] === 0) parts += 1;
		isSeen[who] = 1;
		if (isSeen[by] === 0) parts += 1;
		isSeen[by] = 1;
		const one = leaderOf(who);
		const other = leaderOf(by);
		if (one === other) continue;
		leaders[one] = other;
		parts -= 1;
	}
	return parts <= 1;
}
