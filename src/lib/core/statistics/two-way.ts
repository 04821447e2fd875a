import { err, ok, type Result } from '#lib/core/result.ts';
import { requireCount, requireNonNegative } from './inputs.ts';
import { sum } from './sum.ts';

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

type Margin = { readonly id: string; readonly observed: number; readonly expected: number; factor: number };
type Side = Map<string, Margin>;

const MOST_ROUNDS = 200_000;

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
	const radiologists = marginsOf(cells, ({ radiologist }) => radiologist);
	const reviewers = marginsOf(cells, ({ reviewer }) => reviewer);
	const links = mergePairs(cells).filter(({ expected }) => expected > 0);
	if (!isConnected(links)) return err('not-connected');
	if (!hasConverged(links, { radiologists, reviewers, mostRounds })) return err('no-maximum');

	const expected = sum(links.map((cell) => cell.expected));
	const weighted = sum(links.map((cell) => cell.expected * factorOf(reviewers, cell.reviewer)));
	const scale = weighted === 0 ? 1 : expected / weighted;
	const byId = (one: Margin, other: Margin) => (one.id < other.id ? -1 : 1);
	return ok({
		radiologist: [...radiologists.values()].toSorted(byId).map((margin) => ({
			id: margin.id,
			crudeRatio: margin.expected === 0 ? null : margin.observed / margin.expected,
			adjustedRatio: margin.expected === 0 ? null : margin.factor / scale
		})),
		reviewer: [...reviewers.values()]
			.toSorted(byId)
			.map((margin) => ({ id: margin.id, severity: margin.expected === 0 ? null : margin.factor * scale }))
	});
}

/** The same, throwing where severity cannot be told from performance. */
export function adjustTwoWay(cells: readonly ReviewCell[]): TwoWay {
	const fitted = fitTwoWay(cells);
	if (!fitted.ok) throw new RangeError(`severity cannot be told from performance: ${fitted.error}`);
	return fitted.value;
}

function marginsOf(cells: readonly ReviewCell[], idOf: (cell: ReviewCell) => string): Side {
	const groups = Map.groupBy(cells, idOf);
	return new Map(
		[...groups].map(([id, own]) => [
			id,
			{
				id,
				observed: sum(own.map(({ observed }) => observed)),
				expected: sum(own.map(({ expected }) => expected)),
				factor: 1
			}
		])
	);
}

/** One cell a pair, however many strata it was counted in. */
function mergePairs(cells: readonly ReviewCell[]): ReviewCell[] {
	const pairs = Map.groupBy(cells, ({ radiologist, reviewer }) => JSON.stringify([radiologist, reviewer]));
	return [...pairs.values()].flatMap((same) =>
		same.slice(0, 1).map((first) => ({
			...first,
			observed: sum(same.map(({ observed }) => observed)),
			expected: sum(same.map(({ expected }) => expected))
		}))
	);
}

function factorOf(side: Side, id: string): number {
	return side.get(id)?.factor ?? 0;
}

function hasConverged(
	links: readonly ReviewCell[],
	{ radiologists, reviewers, mostRounds }: { radiologists: Side; reviewers: Side; mostRounds: number }
): boolean {
	for (let round = 0; round < mostRounds; round++) {
		const moved = Math.max(
			update(
				radiologists,
				links,
				(cell) => cell.radiologist,
				(cell) => factorOf(reviewers, cell.reviewer)
			),
			update(
				reviewers,
				links,
				(cell) => cell.reviewer,
				(cell) => factorOf(radiologists, cell.radiologist)
			)
		);
		if (moved < 1e-12) return true;
	}
	return false;
}

/** Sets one side's factors to observed / (expected × the other side's factors); the largest change. */
function update(
	side: Side,
	links: readonly ReviewCell[],
	idOf: (cell: ReviewCell) => string,
	otherFactor: (cell: ReviewCell) => number
): number {
	const fitted = new Map<string, number>();
	for (const cell of links) {
		const id = idOf(cell);
		fitted.set(id, (fitted.get(id) ?? 0) + cell.expected * otherFactor(cell));
	}
	let moved = 0;
	for (const [id, margin] of side) {
		const divisor = fitted.get(id) ?? 0;
		const factor = margin.observed === 0 || divisor === 0 ? 0 : margin.observed / divisor;
		moved = Math.max(moved, Math.abs(factor - margin.factor));
		margin.factor = factor;
	}
	return moved;
}

function isConnected(links: readonly ReviewCell[]): boolean {
	const neighbours = new Map<string, string[]>();
	const join = (from: string, to: string) => neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
	for (const { radiologist, reviewer } of links) {
		// The same person may be on both sides.
		join(`radiologist ${radiologist}`, `reviewer ${reviewer}`);
		join(`reviewer ${reviewer}`, `radiologist ${radiologist}`);
	}
	const reached = new Set<string>();
	const ahead = [...neighbours.keys()].slice(0, 1);
	for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
		if (reached.has(node)) continue;
		reached.add(node);
		ahead.push(...(neighbours.get(node) ?? []));
	}
	return reached.size === neighbours.size;
}
