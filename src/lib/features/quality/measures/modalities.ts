import type { Score } from '#lib/core/scoring/scale.ts';
import type { Rate } from '#lib/core/statistics/rate.ts';
import type { CoverageRow } from './coverage.ts';

/** One modality: its programme, its scores and its rate of any discrepancy in the filter's mode and level. */
export type ModalityRow = {
	readonly modality: string;
	readonly coverage: CoverageRow;
	readonly counts: Readonly<Record<Score, number>>;
	readonly rate: Rate;
};
