import type { Reviewer } from '#lib/core/assignment/waiting-case.ts';

/** How large the groups are in which somebody of one modality hides. */
export type BlindnessRow = {
	readonly modality: string;
	/** Radiologists with a read in the period. */
	readonly readers: number;
	/** Reviewers who may review the modality. */
	readonly reviewers: number;
	/** Fewer than the policy's small group: blinding does not keep a colleague from guessing. */
	readonly isSmall: boolean;
};

/** How blind reviewing can be at best: no server can hide one of two neuroradiologists from the other. */
export type Blindness = {
	readonly rows: readonly BlindnessRow[];
	readonly smallGroup: number;
	readonly policyVersion: number;
	/** Pairs of radiologists who have each reviewed the other's reads lately (domain 2.2, retaliation). */
	readonly mutualPairs: number;
	readonly pairDays: number;
};

/** The readers and reviewers of each modality that was read. */
export function blindnessRows(
	reads: readonly { readonly modality: string; readonly readerId: string; readonly n: number }[],
	reviewers: readonly Pick<Reviewer, 'modalities'>[],
	smallGroup: number
): BlindnessRow[] {
	const byModality = Map.groupBy(
		reads.filter(({ n }) => n > 0),
		({ modality }) => modality
	);
	return [...byModality]
		.map(([modality, cells]) => {
			const readers = new Set(cells.map(({ readerId }) => readerId)).size;
			const competent = reviewers.filter(({ modalities }) => modalities.includes(modality)).length;
			return {
				modality,
				readers,
				reviewers: competent,
				isSmall: readers < smallGroup || competent < smallGroup
			};
		})
		.sort((a, b) => (a.modality < b.modality ? -1 : 1));
}

/** How many unordered pairs stand in both directions. */
export function mutualPairsOf(
	pairs: readonly { readonly reviewer: string; readonly reader: string }[]
): number {
	const known = new Set(pairs.map(({ reviewer, reader }) => `${reviewer}:${reader}`));
	const mutual = [...known].filter((pair) => {
		const [reviewer = '', reader = ''] = pair.split(':');
		return reviewer < reader && known.has(`${reader}:${reviewer}`);
	});
	return mutual.length;
}
