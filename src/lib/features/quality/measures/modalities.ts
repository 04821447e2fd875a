import { countWords, groupRows, type Selection } from '#lib/core/rollups/selection.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import type { Coverage, CoverageRow } from './coverage.ts';
import { countOutcome } from './rates.ts';

/** One modality: its programme, its scores and its rate of any discrepancy in the filter's mode and level. */
export type ModalityRow = {
	readonly modality: string;
	readonly coverage: CoverageRow;
	readonly counts: Readonly<Record<Score, number>>;
	readonly rate: Rate;
};

/** The modalities of a coverage with their scores. */
export function modalityRows(coverage: Coverage, scored: Selection): ModalityRow[] {
	const byModality = groupRows(scored, 'modality');
	return coverage.strata.map(({ modality, ...row }) => {
		const own = byModality.get(modality);
		return {
			modality,
			coverage: row,
			counts: countScores(own),
			rate: makeRate(own ? countOutcome(own, 'any') : 0, own?.size ?? 0)
		};
	});
}

/** How many cases have each score. */
export function countScores(scored: Selection | undefined): Record<Score, number> {
	const counts: Record<Score, number> = { '1': 0, '2a': 0, '2b': 0, '3a': 0, '3b': 0 };
	for (const [score, n] of scored ? countWords(scored, 'score') : []) if (isScore(score)) counts[score] = n;
	return counts;
}
