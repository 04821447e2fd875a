/**
 * On what ground somebody may practise in a jurisdiction, and whether it covers the reading of images by itself:
 * `yes`; `if-said` only where an administrator has recorded that it does, with a citation (reference 1.2); `preliminary` only
 * for preliminary reads, which another physician finalises; `no` for what only shows that a federal law covers somebody.
 */
export const pathwayCovers = {
	full: 'yes',
	'imlc-expedited-full': 'yes',
	'teleradiology-status': 'yes',
	temporary: 'yes',
	telemedicine: 'if-said',
	'special-purpose': 'if-said',
	'telehealth-registration': 'if-said',
	limited: 'if-said',
	training: 'preliminary',
	'federal-exempt': 'no'
} as const satisfies Record<string, 'yes' | 'if-said' | 'preliminary' | 'no'>;

export type Pathway = keyof typeof pathwayCovers;

export const pathways = Object.keys(pathwayCovers) as [Pathway, ...Pathway[]];

/** Pathways by which somebody is licensed as a physician of a jurisdiction, as federal systems ask for. */
export const fullPathways: readonly Pathway[] = ['full', 'imlc-expedited-full'];
