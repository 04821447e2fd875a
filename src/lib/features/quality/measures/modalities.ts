import type { Score } from '#lib/core/scoring/scale.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import type { Coverage, CoverageRow } from './coverage.ts';
import type { ScoredFact } from './facts.ts';
import { countOutcome } from './rates.ts';

/** One modality: its programme, its scores and its rate of any discrepancy in the filter's mode and level. */
export type ModalityRow = {
	readonly modality: string;
	readonly coverage: CoverageRow;
	readonly counts: Readonly<Record<Score, number>>;
	readonly rate: Rate;
};

/** The modalities of a coverage with their scores. */
export function modalityRows(coverage: Coverage, scored: readonly ScoredFact[]): ModalityRow[] {
	const byModality = Map.groupBy(scored, ({ modality }) => modality);
	return coverage.strata.map(({ modality, ...row }) => {
		const own = byModality.get(modality) ?? [];
		return {
			modality,
			coverage: row,
			counts: countScores(own),
			rate: makeRate(countOutcome(own, 'any'), own.length)
		};
	});
}

/** How many cases have each score. */
export function countScores(scored: readonly ScoredFact[]): Record<Score, number> {
	const counts: Record<Score, number> = { '1': 0, '2a': 0, '2b': 0, '3a': 0, '3b': 0 };
	for (const { score } of scored) counts[score] += 1;
	return counts;
}
