import { solveBanded } from './banded-system.ts';
import { cusumSteps, growthRate, splitter } from './cusum-grid.ts';
import { requirePositive } from './inputs.ts';

// Multiplications a solution may cost; a quarter of a second at most.
const MOST_WORK = 1e8;
const MOST_STATES = 12_000;

/**
 * Average number of cases to a signal of `riskAdjustedCusum` from 0, for cases whose risk is drawn from a mix and whose
 * true odds are `trueOddsRatio` times what the risk says. Markov chain on a grid of the sum (Brook & Evans 1972;
 * Knoth, Wittenberg & Gan 2019 Stat Med 38:2206). A step that ends between two states is split so that the exponential
 * moment which governs the run length is kept, so the grid's coarseness hardly shows: within 0.5 % of simulation and of
 * exact lattices. Null where it never signals.
 * @param options.pmix risks in [0, 1] with weights ≥ 0, which need not sum to 1
 */
export function riskAdjustedRunLength(options: {
	pmix: readonly { risk: number; weight: number }[];
	oddsRatio: number;
	trueOddsRatio: number;
	h: number;
}): number | null {
	const { h } = options;
	requirePositive(h, 'h');
	const steps = cusumSteps(options);
	const up = Math.max(0, ...steps.map(({ weight }) => weight));
	const down = Math.max(0, ...steps.map(({ weight }) => -weight));
	if (up === 0) return null;

	const states = Math.max(50, Math.floor(Math.min(MOST_STATES, workable(up / h, down / h))));
	const width = h / states;
	const lowerBand = Math.min(states - 1, Math.ceil(down / width) + 1);
	const upperBand = Math.min(states - 1, Math.ceil(up / width) + 1);
	const split = splitter(width, growthRate(steps));
	const lengths = solveBanded({
		size: states,
		lowerBand,
		upperBand,
		right: 1,
		fill: (row, add) => {
			add(row, 1);
			for (const { chance, weight } of steps)
				for (const [at, share] of split(row + weight / width))
					if (at < states) add(Math.max(0, at), -chance * share);
		}
	});
	return Number.isFinite(lengths) && lengths > 0 ? lengths : null;
}

/** States that keep the elimination, states × lower band × upper band, affordable. */
function workable(up: number, down: number): number {
	const bands = Math.min(1, up) * Math.min(1, Math.max(down, 1e-4));
	return Math.cbrt(MOST_WORK / bands);
}
