import type { Score } from '#lib/core/scoring/scale.ts';

/** Whose reads of which modality, by codes. */
export type Place = { readonly reader: string; readonly facility: string; readonly modality: string };

/** Finished reads of a place, and how many of them the draws took. */
export type Volume = Place & { readonly reads: number; readonly sampled: number };

/** Final scores of the random sample, counted. */
export type ScoredCell = Place & {
	/** Body region of the read; null where it is not known. */
	readonly region: string | null;
	/** Of the read, `2026-Q1`. */
	readonly quarter: string;
	readonly score: Score;
	readonly n: number;
};

/** What else is counted of a place: reviews that came in another way, decisions that asked for something. */
export type CountedCell = Place & { readonly n: number };

/** How long a review took, from the draw to its score. */
export type ReviewTime = Place & { readonly days: number };

/** What a peer-review report is made of. */
export type PeerReviewFacts = {
	readonly volumes: readonly Volume[];
	readonly scored: readonly ScoredCell[];
	readonly otherWays: readonly CountedCell[];
	readonly times: readonly ReviewTime[];
	readonly actions: readonly CountedCell[];
};

/** The quarter of a month `YYYY-MM`, as `2026-Q1`. */
export function quarterOf(month: string): string {
	return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`;
}
