/** Parts two notes; it stays with the one that follows, so that no line ends with it. */
export const dot = '·\u00a0';

/** Notes one after the other, without those that there are none of. */
export function inARow(...notes: readonly (string | number | boolean | null | undefined)[]): string {
	return notes.filter(Boolean).join(` ${dot}`);
}
