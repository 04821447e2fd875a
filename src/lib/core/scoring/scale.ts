/**
 * The RADPEER-style scale of the 2016 revision as two independent axes: expectedness (1, 2, 3) and clinical
 * significance (a, b) for 2 and 3 (ACR RADPEER FAQ; Goldberg-Stein et al., J Am Coll Radiol 2017;14:1080).
 */
export const expectedness = ['1', '2', '3'] as const;
export type Expectedness = (typeof expectedness)[number];

export const significances = ['a', 'b'] as const;
export type Significance = (typeof significances)[number];

/** The five scores in their conventional order. */
export const scores = ['1', '2a', '2b', '3a', '3b'] as const;
export type Score = (typeof scores)[number];

/** Joins the two axes; null while the choice is incomplete or contradictory (1 has no significance). */
export function makeScore(level: Expectedness | null, significance: Significance | null): Score | null {
	if (level === '1') return significance === null ? '1' : null;
	if (level === null || significance === null) return null;
	return `${level}${significance}`;
}

/** Whether a text is a score. */
export function isScore(text: string): text is Score {
	return (scores as readonly string[]).includes(text);
}

/** Any discrepancy: 2 or 3. */
export function isDiscrepancy(score: Score): boolean {
	return score !== '1';
}

/** Likely to be clinically significant: 2b or 3b. */
export function isSignificant(score: Score): boolean {
	return score.endsWith('b');
}

/** Should be made most of the time: 3a or 3b. */
export function isScoreThree(score: Score): boolean {
	return score.startsWith('3');
}

/** Scores that must be decided by a committee before they count as final (ACR RADPEER FAQ: 2b, 3a and 3b). */
export function needsCommittee(score: Score): boolean {
	return score === '2b' || score === '3a' || score === '3b';
}

/** Scores for which a comment and a cause are required: the same three. */
export function needsCommentAndCause(score: Score): boolean {
	return needsCommittee(score);
}
