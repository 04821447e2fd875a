import {
	countPairs,
	countWhere,
	groupRows,
	sumWords,
	wordsIn,
	type Selection
} from '#lib/core/rollups/selection.ts';
import { isDiscrepancy, isScore, isScoreThree, isSignificant, type Score } from '#lib/core/scoring/scale.ts';
import { makeRate } from '#lib/core/statistics/rate.ts';
import { stratifiedRate } from '#lib/core/statistics/stratified-rate.ts';
import { scoredIn } from './facts.ts';

/** A rate with its counts: weighted for how modalities were sampled where it stands for reads. */
export type WeightedRate = {
	readonly x: number;
	readonly n: number;
	/** In [0, 1]; null where nothing was reviewed, or a modality that was read has no review. */
	readonly rate: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
};

export const outcomeNames = ['any', 'significant', 'scoreThree'] as const;
export type OutcomeName = (typeof outcomeNames)[number];

/** "x of n reviewed out of N reads", for the three named outcomes. */
export type GroupRates = Readonly<Record<OutcomeName, WeightedRate>> & {
	/** Reads that the rates stand for; null in other modes than the random sample, whose rates stand for their cases alone. */
	readonly reads: number | null;
	/** Modalities with reads but fewer than two reviews: not in the rates. */
	readonly left: readonly string[];
};

export type ModeRates = GroupRates & { readonly mode: string; readonly level: string };

const matches: Readonly<Record<OutcomeName, (score: Score) => boolean>> = {
	any: isDiscrepancy,
	significant: isSignificant,
	scoreThree: isScoreThree
};

/** Whether a word is a score with an outcome. */
export function isOutcome(outcome: OutcomeName): (word: string) => boolean {
	return (word) => isScore(word) && matches[outcome](word);
}

/** How many of some cases have an outcome. */
export function countOutcome(scored: Selection, outcome: OutcomeName): number {
	return countWhere(scored, 'score', isOutcome(outcome));
}

/**
 * The three outcomes over all reads, weighted, because modalities are sampled at different rates (statistics reference, 13); without
 * reads the plain share of the cases with its Wilson interval.
 */
export function groupRates(scored: Selection, reads: Selection | null): GroupRates {
	if (reads === null)
		return { ...eachOutcome((outcome) => plainRate(scored, outcome)), reads: null, left: [] };
	const scoredOf = countPairs(scored, 'modality', 'score');
	const strata = [...sumWords(reads, 'modality', 'n')].map(([modality, n]) => ({
		modality,
		reads: n,
		scored: scoredOf(modality)
	}));
	const covered = strata.flatMap(({ reads: n, scored: own }) =>
		n > 0 && own.n >= 2 ? [{ reads: n, scored: own }] : []
	);
	const isCovered = ({ reads: n, scored: own }: (typeof strata)[number]) => n > 0 && own.n >= 2;
	return {
		...eachOutcome((outcome) => {
			const { x, n, rate, lower, upper } = stratifiedRate(
				covered.map((stratum) => ({
					// A reviewed read may have been superseded since, and left the frame.
					N: Math.max(stratum.reads, stratum.scored.n),
					n: stratum.scored.n,
					x: stratum.scored.of(isOutcome(outcome))
				})),
				0.95
			);
			return { x, n, rate, lower, upper };
		}),
		reads: covered.reduce((sum, stratum) => sum + stratum.reads, 0),
		left: strata
			.filter((stratum) => stratum.reads > 0 && !isCovered(stratum))
			.map(({ modality }) => modality)
			.sort()
	};
}

/** The share of cases with an outcome. */
export function plainRate(scored: Selection, outcome: OutcomeName): WeightedRate {
	const { x, n, estimate, lower, upper } = makeRate(countOutcome(scored, outcome), scored.size);
	return { x, n, rate: estimate, lower, upper };
}

/** Every mode and level that has final scores, each by itself; `rateOf` may hide what would tell of one of few. */
export function modeRates(cases: Selection, reads: Selection, rateOf: typeof groupRates): ModeRates[] {
	return wordsIn(cases, 'mode')
		.flatMap((mode) =>
			[...groupRows(scoredIn(cases, mode), 'level')].map(([level, scored]) => ({
				mode,
				level,
				...rateOf(scored, mode === 'random' ? reads : null)
			}))
		)
		.sort((a, b) => (`${a.mode} ${a.level}` < `${b.mode} ${b.level}` ? -1 : 1));
}

function eachOutcome<T>(of: (outcome: OutcomeName) => T): Record<OutcomeName, T> {
	return { any: of('any'), significant: of('significant'), scoreThree: of('scoreThree') };
}
