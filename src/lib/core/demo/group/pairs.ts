import { demoReviewers } from './people.ts';

/**
 * The reviewers in a ring: each reviews the next eleven, or twelve, and no one behind, so that no two review each other. Three who are
 * eight places apart leave between them no reader whom none of them may review: those of the present round.
 */
const spaced: readonly string[] = ['R03', 'R05', 'R24'];
// Behind the first of the three, whose reading room R08 shares, and before the two whose turn it is in the present round.
const early: readonly string[] = ['R08', 'R20'];
const rest = demoReviewers
	.map(({ readerCode }) => readerCode)
	.filter((code) => !spaced.includes(code) && !early.includes(code));
const others = [...early, ...rest];
const ring = spaced.flatMap((code, at) => [code, ...others.slice(at * 7, at * 7 + 7)]);
const places = new Map(ring.map((code, place) => [code, place]));

/** Whether the demo group's past has one radiologist review another. Who reviews nobody may be reviewed by all. */
export function isReviewerOf(reviewer: string, reader: string): boolean {
	const from = places.get(reviewer);
	const to = places.get(reader);
	if (from === undefined || reviewer === reader) return false;
	if (to === undefined) return true;
	const ahead = (to - from + ring.length) % ring.length;
	// Of two who face each other the one of the first half reviews.
	return ahead < ring.length / 2 || (ahead === ring.length / 2 && from < to);
}
