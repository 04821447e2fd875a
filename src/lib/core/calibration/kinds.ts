/** Where a known answer comes from: the committee's decision, a panel of readers, or proof (surgery, pathology, follow-up). */
export const bases = ['committee', 'panel', 'proven'] as const;
export type Basis = (typeof bases)[number];

/** Answers below which a reviewer is shown none of their own: fewer could be told apart. */
export const OWN_MINIMUM = 5;

/** Days for which a score can still be taken up again: what is younger is not counted yet. */
export const SETTLING_DAYS = 14;

/**
 * The first instant (UTC) of the calendar quarter of `at`. Reviewers see what was counted before it: a figure that moved with each
 * submission would tell which case was a known one.
 */
export function startOfQuarter(at: number): number {
	const date = new Date(at);
	return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1);
}
