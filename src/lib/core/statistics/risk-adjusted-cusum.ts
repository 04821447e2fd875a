import { cusumPath, requireOutcomes, type CusumPath } from './cusum-path.ts';
import { requirePositive, requireProbability, requireSameLength } from './inputs.ts';

export type RiskAdjustedCusum = CusumPath & { readonly weights: readonly number[] };

/**
 * Log-likelihood ratio of the odds being `oddsRatio` times what the case's risk says, against their being as it says:
 * log(R/(1-p+Rp)) for an event, -log(1-p+Rp) without. Finite for p = 0 and p = 1.
 */
export function cusumWeight(isEvent: boolean, risk: number, oddsRatio: number): number {
	return (isEvent ? Math.log(oddsRatio) : 0) - Math.log1p((oddsRatio - 1) * risk);
}

/**
 * Risk-adjusted CUSUM: Steiner, Cook, Farewell & Treasure (2000) Biostatistics 1:441.
 * @param options.y outcome of each case in order, 0 or 1
 * @param options.p risk of each case in [0, 1]
 * @param options.h limit in log-likelihood units; C ≥ h signals
 * @param options.reset whether the sum begins again from 0 after a signal
 */
export function riskAdjustedCusum(options: {
	y: readonly number[];
	p: readonly number[];
	oddsRatio: number;
	h: number;
	reset: boolean;
}): RiskAdjustedCusum {
	const { y, p, oddsRatio, h, reset } = options;
	requireSameLength(y, p);
	requireOutcomes(y);
	for (const risk of p) requireProbability(risk, 'p');
	requirePositive(oddsRatio, 'oddsRatio');
	requirePositive(h, 'h');
	const weights = y.map((outcome, at) => cusumWeight(outcome === 1, p[at] ?? 0, oddsRatio));
	return { weights, ...cusumPath(weights, { limit: h, restarts: reset }) };
}
