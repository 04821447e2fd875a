import { isDiscrepancy, isScoreThree, isSignificant, scores, type Score } from '#lib/core/scoring/scale.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';

/** Counts of reads, sampled and reviewed cases and scores of one cell of a summary. */
export type ScoreSummary = {
	readonly reads: number;
	readonly sampled: number;
	readonly reviewed: number;
	readonly byScore: Readonly<Record<Score, number>>;
};

export const emptySummary: ScoreSummary = {
	reads: 0,
	sampled: 0,
	reviewed: 0,
	byScore: { '1': 0, '2a': 0, '2b': 0, '3a': 0, '3b': 0 }
};

/** Adds two summaries. */
export function addSummaries(a: ScoreSummary, b: ScoreSummary): ScoreSummary {
	const byScore = { ...a.byScore };
	for (const score of scores) byScore[score] += b.byScore[score];
	return {
		reads: a.reads + b.reads,
		sampled: a.sampled + b.sampled,
		reviewed: a.reviewed + b.reviewed,
		byScore
	};
}

/** The three named outcomes as rates over the reviewed cases, each with n and interval. */
export function outcomeRates(summary: ScoreSummary): { any: Rate; significant: Rate; scoreThree: Rate } {
	const sum = (matches: (score: Score) => boolean): number =>
		scores.filter(matches).reduce((total, score) => total + summary.byScore[score], 0);
	return {
		any: makeRate(sum(isDiscrepancy), summary.reviewed),
		significant: makeRate(sum(isSignificant), summary.reviewed),
		scoreThree: makeRate(sum(isScoreThree), summary.reviewed)
	};
}

/**
 * Which cells of a table of counts must be hidden so that none below the minimum can be had by subtraction. Rows and columns
 * add up, and their sums are printed (a row's own total is its last cell, a column's stands in the report's other table): so no
 * line may have exactly one hidden cell. Where it would, its next smallest cell is hidden as well (complementary suppression).
 * Cells without any review say nothing and stay.
 */
export function suppressedCells(reviewed: readonly (readonly number[])[], minimum: number): boolean[][] {
	const hidden = reviewed.map((row) => row.map((n) => n > 0 && n < minimum));
	const rows = reviewed.map((row, r) => row.map((_, c) => [r, c] as const));
	const columns = (reviewed[0] ?? []).map((_, c) => reviewed.map((_, r) => [r, c] as const));
	const countAt = ([r, c]: readonly [number, number]): number => reviewed[r]?.[c] ?? 0;
	// A cell beside hidden ones in both directions costs no further cell.
	const isCovered = ([r, c]: readonly [number, number]): boolean =>
		(hidden[r]?.includes(true) ?? false) && hidden.some((row) => row[c]);
	for (let isStable = false; !isStable;) {
		isStable = true;
		for (const line of [...rows, ...columns]) {
			const counted = line.filter((at) => countAt(at) > 0);
			const open = counted
				.filter(([r, c]) => !hidden[r]?.[c])
				.sort((a, b) => Number(isCovered(b)) - Number(isCovered(a)) || countAt(a) - countAt(b));
			const [next] = open;
			if (!next || counted.length - open.length !== 1) continue;
			const row = hidden[next[0]];
			if (row) row[next[1]] = true;
			isStable = false;
		}
	}
	return hidden;
}
