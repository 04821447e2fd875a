/**
 * Causes of a discrepancy on two levels, and what contributed, as versioned data. Level 2 follows the twelve types of Kim and
 * Mansfield (AJR 2014;202:465) and adds errors of the report; level 1 is the short list that people agree on.
 * A stored cause is `group` or `group/type`; a version is never edited, only followed by the next.
 */
export const taxonomyVersion = '2026.1';

export const causeTypes = {
	perception: ['under-reading', 'satisfaction-of-search', 'outside-area-of-interest'],
	interpretation: ['faulty-reasoning', 'over-reading', 'satisfaction-of-report', 'prior-not-consulted'],
	knowledge: ['lack-of-knowledge'],
	communication: ['unclear-report', 'recommendation', 'not-communicated'],
	report: ['laterality', 'voice-recognition', 'wrong-section'],
	technique: ['protocol', 'complication'],
	system: ['history-inaccurate', 'prior-unavailable', 'images-incomplete']
} as const satisfies Record<string, readonly string[]>;

export type CauseGroup = keyof typeof causeTypes;
export type CauseType = (typeof causeTypes)[CauseGroup][number];

export const causeGroups = Object.keys(causeTypes) as readonly CauseGroup[]; // keys of a literal

/** What contributed, as far as somebody can tell who knows neither reader nor shift. */
export const contributingFactors = [
	'history-missing',
	'priors-missing',
	'image-quality',
	'subtle-finding',
	'edge-of-image',
	'other-finding-distracts',
	'ai-result'
] as const;
export type ContributingFactor = (typeof contributingFactors)[number];

/** Whether the discrepancy is something not seen, something not there, or neither. */
export const directions = ['miss', 'overcall', 'other'] as const;
export type Direction = (typeof directions)[number];

/** Feedback to the site that made the images. */
export const imageQualities = ['adequate', 'limited', 'inadequate'] as const;
export type ImageQuality = (typeof imageQualities)[number];

/** Every cause that may be stored: the groups, and each group with each of its types. */
export const causes: readonly string[] = causeGroups.flatMap((group) => [
	group,
	...causeTypes[group].map((type) => `${group}/${type}`)
]);

/** Whether a text is a cause of this version. */
export function isCause(text: string): boolean {
	return causes.includes(text);
}

/** The two levels of a stored cause; `type` is null where only the group was given. Null when it is no cause. */
export function parseCause(text: string): { group: CauseGroup; type: CauseType | null } | null {
	const [groupText, typeText] = text.split('/');
	const group = causeGroups.find((candidate) => candidate === groupText);
	if (!group || !isCause(text)) return null;
	const types: readonly CauseType[] = causeTypes[group];
	return { group, type: types.find((candidate) => candidate === typeText) ?? null };
}
