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

/** A summary without a part of it. */
export function subtractSummary(whole: ScoreSummary, part: ScoreSummary): ScoreSummary {
	const byScore = { ...whole.byScore };
	for (const score of scores) byScore[score] -= part.byScore[score];
	return {
		reads: whole.reads - part.reads,
		sampled: whole.sampled - part.sampled,
		reviewed: whole.reviewed - part.reviewed,
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
