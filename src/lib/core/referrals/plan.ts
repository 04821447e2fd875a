import type { Instant } from '#lib/core/instant.ts';
import { isScore, type Score } from '#lib/core/scoring/scale.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';

/** Why a radiologist's reads are looked at more closely (Joint Commission MS.08.01.01; domain 1.7). */
export const planTriggers = ['initial-privileges', 'new-privilege', 'concern'] as const;
export type PlanTrigger = (typeof planTriggers)[number];

export const planOutcomes = ['met', 'not-met', 'extended', 'stopped'] as const;
export type PlanOutcome = (typeof planOutcomes)[number];

/** What a plan fixed before its first case. `to` is not in the period. */
export type PlanTerms = {
	readonly targetCount: number;
	readonly from: Instant;
	readonly to: Instant;
	/** Most final scores of 2b or 3b, and of 3a or 3b, with which the plan is met. */
	readonly maxSignificant: number;
	readonly maxScoreThree: number;
};

/**
 * How many reads a plan should have taken by now: its target in proportion to the time gone, so that a plan that looks ahead is
 * spread over its period and one that looks back takes all at once.
 */
export function countDue({ targetCount, from, to }: PlanTerms, now: Instant): number {
	if (now <= from) return 0;
	if (now >= to) return targetCount;
	return Math.floor((targetCount * (now - from)) / (to - from));
}

/** How a plan stands: counts of final scores against the limits that were fixed beforehand. */
export type PlanStanding = {
	readonly done: number;
	readonly byScore: Readonly<Record<Score, number>>;
	/** 2b and 3b of those done, with its interval. */
	readonly significant: Rate;
	/** 3a and 3b of those done. */
	readonly scoreThree: Rate;
	readonly isWithinLimits: boolean;
};

/** Weighs a plan's final scores; a case without one is not done. */
export function standingOf(terms: PlanTerms, finalScores: readonly (string | null)[]): PlanStanding {
	const byScore: Record<Score, number> = { '1': 0, '2a': 0, '2b': 0, '3a': 0, '3b': 0 };
	for (const score of finalScores) if (score !== null && isScore(score)) byScore[score] += 1;
	const done = Object.values(byScore).reduce((sum, n) => sum + n, 0);
	const significant = byScore['2b'] + byScore['3b'];
	const scoreThree = byScore['3a'] + byScore['3b'];
	return {
		done,
		byScore,
		significant: makeRate(significant, done),
		scoreThree: makeRate(scoreThree, done),
		isWithinLimits: significant <= terms.maxSignificant && scoreThree <= terms.maxScoreThree
	};
}

/** A read that a plan may take. `tag` is a keyed hash that nobody can foresee: the lowest is taken first. */
export type PlanCandidate = { readonly id: string; readonly at: Instant; readonly tag: string };

/**
 * The reads that a plan takes now. While its period runs, each of as many equal stretches as there are reads to take gives one at
 * random once it is over, so that no day weighs more than another; when the period is over, what is missing is taken at random
 * from all that is left.
 * @param takenAt when the reads taken so far were signed
 */
export function chooseReads(
	terms: PlanTerms,
	now: Instant,
	{ candidates, takenAt }: { candidates: readonly PlanCandidate[]; takenAt: readonly Instant[] }
): string[] {
	const due = countDue(terms, now);
	const ranked = candidates
		.filter(({ at }) => at >= terms.from && at < Math.min(terms.to, now))
		.sort((a, b) => (a.tag < b.tag ? -1 : 1));
	if (now >= terms.to) return ranked.slice(0, Math.max(0, due - takenAt.length)).map(({ id }) => id);
	const stretchMs = (terms.to - terms.from) / terms.targetCount;
	const stretchOf = (at: Instant): number => Math.floor((at - terms.from) / stretchMs);
	const served = new Set(takenAt.map(stretchOf));
	const chosen: string[] = [];
	for (const { id, at } of ranked) {
		const stretch = stretchOf(at);
		if (stretch >= due || served.has(stretch)) continue;
		served.add(stretch);
		chosen.push(id);
	}
	return chosen.slice(0, Math.max(0, terms.targetCount - takenAt.length));
}
