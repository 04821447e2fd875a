import { cusumPath, requireOutcomes, type CusumPath } from './cusum-path.ts';
import { firstTrue } from './first-true.ts';
import { atLeast, requireCount, requireInside, requirePositive, requireProbability } from './inputs.ts';

/** A design with the run lengths it has, in reviews. Null limit and lengths where a step of m - 1 cannot rise. */
export type BernoulliDesign = {
	readonly p1: number;
	readonly r1: number;
	readonly r2: number;
	readonly m: number;
	readonly H: number | null;
	readonly arl0: number | null;
	readonly arl1: number | null;
};

/**
 * Bernoulli CUSUM on whole numbers: up m - 1 at an event, down 1 without, a signal at H or above and a new start from 0.
 * Reynolds & Stoumbos (1999) J Qual Technol 31:87.
 * @param y outcome of each case in order, 0 or 1
 */
export function bernoulliCusum(y: readonly number[], m: number, H: number): CusumPath {
	requireOutcomes(y);
	requireLattice(m, H);
	return cusumPath(
		y.map((outcome) => (outcome === 1 ? m - 1 : -1)),
		{ limit: H, restarts: true }
	);
}

/**
 * Average number of reviews to a signal from 0, exact for the lattice (Brook & Evans 1972 Biometrika 59:539). Null where
 * it never signals.
 */
export function bernoulliRunLength(p: number, m: number, H: number): number | null {
	requireProbability(p, 'p');
	requireLattice(m, H);
	if (p === 0 || m === 1) return null;
	const length = latticeRunLengths(p, m)(H);
	return Number.isFinite(length) ? length : null;
}

/**
 * The smallest H whose average run length at p0 reaches the target, for odds of an event times `oddsRatio` (> 1), with
 * m = round(r2/r1): Reynolds & Stoumbos (1999).
 */
export function bernoulliDesign(options: {
	p0: number;
	oddsRatio: number;
	targetArl0: number;
}): BernoulliDesign {
	const { p0, oddsRatio, targetArl0 } = options;
	requireInside(p0, 'p0');
	requirePositive(oddsRatio, 'oddsRatio');
	requirePositive(targetArl0, 'targetArl0');
	if (oddsRatio <= 1) throw new RangeError(`the odds ratio must be above 1, not ${oddsRatio}`);
	const p1 = (oddsRatio * p0) / (1 - p0 + oddsRatio * p0);
	// log((1-p0)/(1-p1)) = log(1 + (R-1) p0), and r2 = log R; written so, nothing cancels.
	const r1 = Math.log1p((oddsRatio - 1) * p0);
	const r2 = Math.log(oddsRatio);
	const m = Math.round(r2 / r1);
	if (m < 2) return { p1, r1, r2, m, H: null, arl0: null, arl1: null };
	const lengthAt = latticeRunLengths(p0, m);
	// From H = 1 on every event signals, so that the run length grows at least to 1/p0 and then with H.
	const H = firstTrue({
		low: 1,
		high: Number.MAX_SAFE_INTEGER,
		guess: m,
		holds: (limit) => atLeast(lengthAt(limit), targetArl0)
	});
	if (H === null) return { p1, r1, r2, m, H, arl0: null, arl1: null };
	return { p1, r1, r2, m, H, arl0: lengthAt(H), arl1: latticeRunLengths(p1, m)(H) };
}

function requireLattice(m: number, H: number): void {
	requireCount(m, 'm');
	requireCount(H, 'H');
	if (m < 1 || H < 1) throw new RangeError('m and H must be at least 1');
}

/**
 * Run lengths for H = 1, 2, …, computed on demand. The sum falls by one at a time, so that from a state it is enough to
 * know the mean time until the state below or a signal is reached, and the chance that it is the signal. Both depend on
 * the distance from the limit alone, and are sums of positive terms: no digits are lost however long the run.
 */
function latticeRunLengths(p: number, m: number): (H: number) => number {
	// Near the limit one signal crosses it; from there on the way back down is m - 1 single falls.
	const falls = makeFalls(m - 1);
	const lengths: number[] = [];
	const extend = (): void => {
		const isNear = lengths.length < m - 1;
		const { time, logSurvives } = isNear ? { time: 0, logSurvives: -Infinity } : falls.total();
		const lost = -Math.expm1(logSurvives);
		const leaves = 1 - p + p * lost;
		falls.push({ time: (1 + p * time) / leaves, logSurvives: Math.log1p((-p * lost) / leaves) });
		lengths.push((1 / p + time) / lost);
	};
	return (H) => {
		while (lengths.length < H) extend();
		return lengths[H - 1] ?? Infinity;
	};
}

/** Falls of the sum, one after the other: how long they take until they are over or a signal ends them, and the chance of none. */
type Falls = { readonly time: number; readonly logSurvives: number };

const noFalls: Falls = { time: 0, logSurvives: 0 };

function after(first: Falls, then: Falls): Falls {
	return {
		time: first.time + Math.exp(first.logSurvives) * then.time,
		logSurvives: first.logSurvives + then.logSurvives
	};
}

/**
 * The last `count` falls put together. Two stacks, of which one holds totals from its place to its end, so that what leaves is never
 * subtracted: the terms stay positive, and each fall is looked at twice however many are held.
 */
function makeFalls(count: number): { push(fall: Falls): void; total(): Falls } {
	let incoming: Falls[] = [];
	let incomingTotal = noFalls;
	const outgoingTotals: Falls[] = [];
	return {
		push(fall) {
			incoming.push(fall);
			incomingTotal = after(incomingTotal, fall);
			if (incoming.length + outgoingTotals.length <= count) return;
			if (outgoingTotals.length === 0) {
				let total = noFalls;
				for (const each of incoming.reverse()) outgoingTotals.push((total = after(each, total)));
				incoming = [];
				incomingTotal = noFalls;
			}
			outgoingTotals.pop();
		},
		total: () => after(outgoingTotals.at(-1) ?? noFalls, incomingTotal)
	};
}
