import { cusumSteps, growthRate, splitter } from './cusum-grid.ts';
import { requireCount, requirePositive } from './inputs.ts';
import { sumOf } from './sum.ts';

/** A group under watch over some time. */
export type Watch = {
	/** Risks of the group's reviews with their weights: what a case may be, and how often it is. */
	readonly pmix: readonly { readonly risk: number; readonly weight: number }[];
	/** What the charts are tuned to find, and what is true: 1 while everybody performs as expected. */
	readonly oddsRatio: number;
	readonly trueOddsRatio: number;
	/** Reviews of each person within the time, all charts beginning at 0. */
	readonly reviews: readonly number[];
};

const STATES = 1200;
// Limits are looked for in tenths; e^12 reviews between false signals are more than any group ever has.
const LOWEST_TENTHS = 5;
const HIGHEST_TENTHS = 120;

/**
 * Signals to be expected in the whole group within the time, by the Markov chain of `riskAdjustedRunLength` run forward:
 * Steiner et al. (2000) Biostatistics 1:441. A chart that has just begun signals far less often than the run length
 * says, so that the second year costs more than the first.
 */
export function expectedSignals(watch: Watch, h: number): number {
	requirePositive(h, 'h');
	for (const count of watch.reviews) requireCount(count, 'reviews');
	const width = h / STATES;
	const steps = cusumSteps(watch);
	const split = splitter(width, growthRate(steps));
	// The grid is even, so that every state's step lands on the same two places beside it.
	const moves = steps.flatMap(({ chance, weight }) =>
		split(weight / width).map(([offset, share]) => ({ offset, chance: chance * share }))
	);
	const byOffset = [...Map.groupBy(moves, ({ offset }) => offset)].map(([offset, same]) => ({
		offset,
		chance: sumOf(same, ({ chance }) => chance)
	}));
	let state = new Float64Array(STATES);
	state[0] = 1;
	const signals = [0];
	for (let review = 1; review <= Math.max(0, ...watch.reviews); review++) {
		const { next, signalled } = advance(state, byOffset);
		state = next;
		signals.push((signals[review - 1] ?? 0) + signalled);
	}
	return sumOf(watch.reviews, (count) => signals[count] ?? 0);
}

/**
 * The smallest limit, in tenths, that keeps the group's false signals within a budget; null where 12 does not. To be set
 * anew when the case mix or the sampling changes.
 */
export function limitForBudget(watch: Omit<Watch, 'trueOddsRatio'>, budget: number): number | null {
	requirePositive(budget, 'budget');
	const spent = (tenths: number) => expectedSignals({ ...watch, trueOddsRatio: 1 }, tenths / 10);
	let [low, high] = [LOWEST_TENTHS, HIGHEST_TENTHS];
	if (spent(high) > budget) return null;
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if (spent(middle) <= budget) high = middle;
		else low = middle + 1;
	}
	return low / 10;
}

/** One review: where the sum may stand after it, signals beginning again at 0, and how likely a signal was. */
function advance(
	state: Float64Array<ArrayBuffer>,
	moves: readonly { offset: number; chance: number }[]
): { next: Float64Array<ArrayBuffer>; signalled: number } {
	const next = new Float64Array(STATES);
	let signalled = 0;
	for (const { offset, chance } of moves) {
		for (let from = 0; from < STATES; from++) {
			const mass = state[from] ?? 0;
			const to = Math.max(0, from + offset);
			if (to >= STATES) signalled += chance * mass;
			else next[to] = (next[to] ?? 0) + chance * mass;
		}
	}
	next[0] = (next[0] ?? 0) + signalled;
	return { next, signalled };
}
