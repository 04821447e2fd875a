import { z } from 'zod';
import type { CodeWords } from './code-words.ts';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'code-invalid');
const label = z.string().trim().min(1, 'label-required').max(80, 'label-too-long');
const term = z.object({ code, label });
export type Term = z.infer<typeof term>;

const terms = z.array(term).max(40, 'too-many-terms').refine(haveOwnCodes, 'code-twice');

/**
 * Causes of a discrepancy on two levels, what contributed, and what hampers images and reports, as versioned data. A stored
 * cause is `group` or `group/type`; an edition is never edited, only followed by the next.
 */
export const taxonomySchema = z.object({
	/** Names the edition on every review and export, for instance 2026.2. */
	edition: z
		.string()
		.trim()
		.regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,19}$/, 'edition-invalid'),
	causes: z
		.array(term.extend({ types: terms }))
		.min(1, 'causes-required')
		.max(20, 'too-many-terms')
		.refine(haveOwnCodes, 'code-twice'),
	factors: terms,
	/** What hampers the images or the protocol: goes to the site that made them. */
	imageIssues: terms
});
export type Taxonomy = z.infer<typeof taxonomySchema>;

function haveOwnCodes(list: readonly { readonly code: string }[]): boolean {
	return new Set(list.map((one) => one.code)).size === list.length;
}

/** Whether the discrepancy is something not seen, something not there, or neither. */
export const directions = ['miss', 'overcall', 'other'] as const;
export type Direction = (typeof directions)[number];

/** Feedback to the site that made the images. */
export const imageQualities = ['adequate', 'limited', 'inadequate'] as const;
export type ImageQuality = (typeof imageQualities)[number];

/** How well the report says what it says, whatever it missed. */
export const reportQualities = ['clear', 'adequate', 'poor'] as const;
export type ReportQuality = (typeof reportQualities)[number];

/** Every cause that may be stored under a taxonomy: the groups, and each group with each of its types. */
export function causesOf(taxonomy: Taxonomy): string[] {
	return taxonomy.causes.flatMap((group) => [
		group.code,
		...group.types.map((type) => `${group.code}/${type.code}`)
	]);
}

/** Whether a text is a cause of a taxonomy. */
export function isCauseOf(taxonomy: Taxonomy, text: string): boolean {
	return causesOf(taxonomy).includes(text);
}

/** The words of every code that these taxonomies name; where two name the same one, the last has the word. */
export function wordsOf(taxonomies: readonly Taxonomy[]): CodeWords {
	const words: Record<string, string> = {};
	for (const { causes, factors, imageIssues } of taxonomies) {
		for (const group of causes) {
			words[group.code] = group.label;
			for (const type of group.types) words[`${group.code}/${type.code}`] = type.label;
		}
		for (const { code: of, label: text } of [...factors, ...imageIssues]) words[of] = text;
	}
	return words;
}

/** What of a review names codes of a taxonomy. */
type Coded = {
	readonly cause: string | null;
	readonly factors: readonly string[];
	readonly imageIssues: readonly string[];
};

/** The first code that the taxonomy does not have, as an error; null when it has them all. */
export function unknownCode(
	taxonomy: Taxonomy,
	coded: Coded
): 'cause-unknown' | 'factor-unknown' | 'image-issue-unknown' | null {
	if (coded.cause !== null && !isCauseOf(taxonomy, coded.cause)) return 'cause-unknown';
	const lacks = (list: readonly Term[], wanted: readonly string[]): boolean =>
		wanted.some((one) => !list.some((known) => known.code === one));
	if (lacks(taxonomy.factors, coded.factors)) return 'factor-unknown';
	return lacks(taxonomy.imageIssues, coded.imageIssues) ? 'image-issue-unknown' : null;
}
