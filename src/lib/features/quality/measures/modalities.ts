import { countPairs, countWhere, type Selection } from '#lib/core/rollups/selection.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import type { Coverage, CoverageRow } from './coverage.ts';
import { isOutcome } from './rates.ts';

/** One modality: its programme, its scores and its rate of any discrepancy in the filter's mode and level. */
export type ModalityRow = {
	readonly modality: string;
	readonly coverage: CoverageRow;
	readonly counts: Readonly<Record<Score, number>>;
	readonly rate: Rate;
};

/** The modalities of a coverage with their scores. */
export function modalityRows(coverage: Coverage, scored: Selection): ModalityRow[] {
	const byModality = countPairs(scored, 'modality', 'score');
	return coverage.strata.map(({ modality, ...row }) => {
		const own = byModality(modality);
		return {
			modality,
			coverage: row,
			counts: scoreCounts((score) => own.of((word) => word === score)),
			rate: makeRate(own.of(isOutcome('any')), own.n)
		};
	});
}

/** How many cases have each score. */
export function countScores(scored: Selection): Record<Score, number> {
	return scoreCounts((score) => countWhere(scored, 'score', (word) => word === score));
}

function scoreCounts(countOf: (score: Score) => number): Record<Score, number> {
	return {
		'1': countOf('1'),
		'2a': countOf('2a'),
		'2b': countOf('2b'),
		'3a': countOf('3a'),
		'3b': countOf('3b')
	};
}
