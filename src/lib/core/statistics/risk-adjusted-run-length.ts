import { solveBanded } from './banded-system.ts';
import { requireNonNegative, requirePositive, requireProbability } from './inputs.ts';
import { cusumWeight } from './risk-adjusted-cusum.ts';

type Step = { readonly chance: number; readonly weight: number };

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
	requirePositive(options.oddsRatio, 'oddsRatio');
	requirePositive(options.trueOddsRatio, 'trueOddsRatio');
	requirePositive(h, 'h');
	const steps = stepsOf(options);
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

/** Every step of the sum with its chance; steps that cannot happen are left out. */
function stepsOf(options: {
	pmix: readonly { risk: number; weight: number }[];
	oddsRatio: number;
	trueOddsRatio: number;
}): Step[] {
	const { pmix, oddsRatio, trueOddsRatio } = options;
	for (const { risk, weight } of pmix) {
		requireProbability(risk, 'risk');
		requireNonNegative(weight, 'weight');
	}
	const total = pmix.reduce((sum, { weight }) => sum + weight, 0);
	requirePositive(total, 'the sum of weights');
	return pmix
		.flatMap(({ risk, weight }) => {
			const event = (trueOddsRatio * risk) / (1 - risk + trueOddsRatio * risk);
			return [
				{ chance: (weight / total) * event, weight: cusumWeight(true, risk, oddsRatio) },
				{ chance: (weight / total) * (1 - event), weight: cusumWeight(false, risk, oddsRatio) }
			];
		})
		.filter(({ chance }) => chance > 0);
}

/** States that keep the elimination, states × lower band × upper band, affordable. */
function workable(up: number, down: number): number {
	const bands = Math.min(1, up) * Math.min(1, Math.max(down, 1e-4));
	return Math.cbrt(MOST_WORK / bands);
}

/** The θ ≠ 0 with E exp(θ W) = 1; 1 when the risks are true. 0 where the sum does not drift. */
function growthRate(steps: readonly Step[]): number {
	const moment = (theta: number) =>
		steps.reduce((sum, { chance, weight }) => sum + chance * Math.expm1(theta * weight), 0);
	const drift = steps.reduce((sum, { chance, weight }) => sum + chance * weight, 0);
	const canTurn = steps.some(({ weight }) => (drift < 0 ? weight > 0 : weight < 0));
	if (drift === 0 || !canTurn) return 0;
	let far = drift < 0 ? 1 : -1;
	while (moment(far) <= 0) far *= 2;
	let near = 0;
	for (let step = 0; step < 100; step++) {
		const middle = (near + far) / 2;
		if (moment(middle) <= 0) near = middle;
		else far = middle;
	}
	return far;
}

/** Shares of the two states around a place, such that Σ share exp(θ state) is exp(θ place). */
function splitter(width: number, theta: number): (place: number) => readonly (readonly [number, number])[] {
	const rate = theta * width;
	return (place) => {
		const below = Math.floor(place);
		const rest = place - below;
		const share = Math.abs(rate) < 1e-9 ? rest : Math.expm1(rate * rest) / Math.expm1(rate);
		return [
			[below, 1 - share],
			[below + 1, share]
		];
	};
}
