import type { Share } from './reviewers.ts';

/** Preliminary and final reports of the same examination, as they were graded. */
export type Concordance = {
	/** Pairs of the period, graded, and waiting to be. */
	readonly pairs: number;
	readonly graded: number;
	/** Graded as concordant, and those that changed what is likely to matter. */
	readonly concordant: Share;
	readonly discordant: Share;
	/** To what discordant pairs were attributed after review; codes of `core/committee`. */
	readonly attributions: readonly { readonly attribution: string; readonly n: number }[];
	readonly byModality: readonly { readonly modality: string; readonly concordant: Share }[];
};
