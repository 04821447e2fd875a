import { countWords, where, type Selection } from '#lib/core/rollups/selection.ts';
import { shareOf, type Share } from './reviewers.ts';

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

/** Graded pairs of a month by what the filters tell apart; `grade` is null while nobody has compared them. */
export type PairCount = {
	readonly month: string;
	readonly facility: string;
	readonly modality: string;
	readonly region: string;
	readonly reader: string;
	readonly grade: string | null;
	readonly n: number;
};

/** Concordance of preliminary reports with the finals, and to what discordant ones were attributed after review. */
export function concordanceOf(pairs: readonly PairCount[], cases: Selection): Concordance {
	const total = (of: readonly PairCount[]) => of.reduce((sum, { n }) => sum + n, 0);
	const graded = pairs.filter(({ grade }) => grade !== null);
	const ofGrade = (own: readonly PairCount[], grade: string) =>
		total(own.filter((pair) => pair.grade === grade));
	const reviewed = where(cases, {
		mode: (word) => word === 'preliminary-final',
		attribution: (word) => word !== ''
	});
	return {
		pairs: total(pairs),
		graded: total(graded),
		concordant: shareOf(ofGrade(graded, 'concur'), total(graded)),
		discordant: shareOf(ofGrade(graded, 'major'), total(graded)),
		attributions: countWords(reviewed, 'attribution').map(([attribution, n]) => ({
			attribution,
			n
		})),
		byModality: [...Map.groupBy(graded, ({ modality }) => modality)]
			.map(([modality, own]) => ({ modality, concordant: shareOf(ofGrade(own, 'concur'), total(own)) }))
			.sort((a, b) => (a.modality < b.modality ? -1 : 1))
	};
}
