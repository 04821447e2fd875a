import type { Taxonomy } from '#lib/core/scoring/taxonomy.ts';

/** Digits that no score and no image window has: one stroke each for the first level of the cause. */
const digits = ['4', '5', '6', '7', '8', '9', '0'] as const;

/** More letters than this do not fit into two rows of the form; a list holds them then. */
const MAX_CHIP_LETTERS = 80;

/** The key of each cause group, by code; groups after the seventh have none and are picked from the list. */
export function causeKeys(causes: Taxonomy['causes']): ReadonlyMap<string, string> {
	return new Map(digits.flatMap((digit, at) => (causes[at] ? [[causes[at].code, digit] as const] : [])));
}

/** Whether the groups can stand side by side in the form, which must not scroll. */
export function fitsAsChips(causes: Taxonomy['causes']): boolean {
	return (
		causes.length <= digits.length &&
		causes.reduce((letters, { label }) => letters + label.length, 0) <= MAX_CHIP_LETTERS
	);
}
