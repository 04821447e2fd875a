import { binomialTails, binomialTerm } from './binomial.ts';
import { firstTrue } from './first-true.ts';
import { atLeast, atMost, requireInside, requireProbability } from './inputs.ts';

/** Trials of an exact test; null where no number up to 1e9 is enough. */
export type ExactSampleSize = {
	/** The first number with the power. */
	readonly nFirst: number | null;
	/** The smallest number from which the power never falls below the target again. */
	readonly nStable: number | null;
};

/** All sizes with one critical count. Within it the power rises; it falls where the next one begins. */
type Tooth = {
	readonly critical: number;
	readonly first: number;
	readonly last: number;
	readonly low: number;
	readonly high: number;
	/** How far the power falls from the tooth before: the chance of just one event less. */
	readonly fall: number;
};

type Test = {
	readonly p0: number;
	readonly p1: number;
	readonly alpha: number;
	readonly power: number;
};

const MOST_TRIALS = 1e9;
// So many critical counts are looked at one by one; beyond, the teeth are small and even enough to jump.
const FIRST_TEETH = 500;

/**
 * Sizes for the exact one-sided binomial test of p0 against p1 > p0 at level alpha, whose power is a saw-tooth of n:
 * Chernick & Liu (2002) Am Stat 56:149.
 */
export function exactSampleSize(test: Test): ExactSampleSize {
	const { p0, p1, alpha, power } = test;
	requireProbability(p0, 'p0');
	requireProbability(p1, 'p1');
	requireInside(alpha, 'alpha');
	requireInside(power, 'power');
	if (p1 <= p0) throw new RangeError(`p1 must be above p0, not ${p1}`);

	let nFirst: number | null = null;
	let nStable: number | null = null;
	for (let tooth = startingTooth(test); tooth.first <= MOST_TRIALS; tooth = nextTooth(test, tooth)) {
		if (tooth.first > tooth.last) continue;
		const enough = atLeast(tooth.high, power) ? firstEnough(test, tooth) : null;
		nFirst ??= enough;
		if (!atLeast(tooth.low, power)) nStable = null;
		nStable ??= enough;
		// The test that splits the critical count by chance gains power with every trial, and this one is never further
		// below it than one fall; falls shrink with n.
		const isSafe = tooth.low - 2 * tooth.fall >= power;
		if (nStable !== null && (isSafe || tooth.last === MOST_TRIALS)) return { nFirst, nStable };
	}
	return { nFirst: null, nStable: null };
}

/** The tooth to begin with: the first, or if the target is far away one that lies surely below it. */
function startingTooth(test: Test): Tooth {
	const toothAt = (critical: number) => makeTooth(test, critical, firstBeyond(test, critical - 1));
	const far = firstTrue({
		low: 1,
		high: MOST_TRIALS,
		guess: 1,
		holds: (critical) => {
			const { first, high, fall } = toothAt(critical);
			return first > MOST_TRIALS || high + 2 * fall >= test.power;
		}
	});
	return toothAt(far === null || far <= FIRST_TEETH ? 1 : far);
}

function nextTooth(test: Test, { critical, first, last }: Tooth): Tooth {
	return makeTooth(test, critical + 1, last + 1, last - first);
}

function makeTooth(test: Test, critical: number, first: number, likelyWidth?: number): Tooth {
	const guess = likelyWidth === undefined ? undefined : first + likelyWidth + 1;
	const last = firstBeyond(test, critical, guess) - 1;
	const powerAt = (n: number) => binomialTails(critical, n, test.p1).upper;
	const fall = binomialTerm(critical - 1, first, test.p1);
	return { critical, first, last, low: powerAt(first), high: powerAt(last), fall };
}

/** The first size at which `count` events are no longer extreme under p0. */
function firstBeyond({ p0, alpha }: Test, count: number, guess?: number): number {
	if (count === 0) return 1;
	const likely = p0 === 0 ? MOST_TRIALS : (count - 1.6 * Math.sqrt(count)) / p0;
	const found = firstTrue({
		low: count,
		high: MOST_TRIALS,
		guess: guess ?? likely,
		holds: (n) => !atMost(binomialTails(count, n, p0).upper, alpha)
	});
	return found ?? MOST_TRIALS + 1;
}

function firstEnough({ p1, power }: Test, tooth: Tooth): number | null {
	return firstTrue({
		low: tooth.first,
		high: tooth.last,
		guess: tooth.first,
		holds: (n) => atLeast(binomialTails(tooth.critical, n, p1).upper, power)
	});
}
