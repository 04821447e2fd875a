import { requireNonNegative, requirePositive, requireProbability } from './inputs.ts';
import { cusumWeight } from './risk-adjusted-cusum.ts';

/** One thing that may happen to a risk-adjusted CUSUM at a case: by how much it moves, and how likely. */
export type CusumStep = { readonly chance: number; readonly weight: number };

/** Every step of the sum with its chance, for risks drawn from a mix; steps that cannot happen are left out. */
export function cusumSteps(options: {
	pmix: readonly { risk: number; weight: number }[];
	oddsRatio: number;
	trueOddsRatio: number;
}): CusumStep[] {
	const { pmix, oddsRatio, trueOddsRatio } = options;
	for (const { risk, weight } of pmix) {
		requireProbability(risk, 'risk');
		requireNonNegative(weight, 'weight');
	}
	const total = pmix.reduce((sum, { weight }) => sum + weight, 0);
	requirePositive(total, 'the sum of weights');
	requirePositive(oddsRatio, 'oddsRatio');
	requirePositive(trueOddsRatio, 'trueOddsRatio');
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

/** The θ ≠ 0 with E exp(θ W) = 1; 1 when the risks are true. 0 where the sum does not drift. */
export function growthRate(steps: readonly CusumStep[]): number {
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

/** Shares of the two grid states around a place, such that Σ share exp(θ state) is exp(θ place), θ per unit of the sum. */
export function splitter(
	width: number,
	theta: number
): (place: number) => readonly (readonly [number, number])[] {
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
