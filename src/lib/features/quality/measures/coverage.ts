/** Where the sampled cases of a stratum or of a reader stand. */
export type CoverageRow = {
	/** Finished reads that the sample stands for; null where they are not counted (other modes than the random sample). */
	readonly reads: number | null;
	readonly sampled: number;
	/** Without a reviewer; with one; scored (those in committee among them); withdrawn: together all that was sampled. */
	readonly waiting: number;
	readonly assigned: number;
	readonly done: number;
	readonly withdrawn: number;
	/** Past their date, and of these done; the rest is overdue. */
	readonly due: number;
	readonly doneOfDue: number;
	readonly overdue: number;
	/** Questions of score or rebuttal before the committee, and the day since when the oldest waits (`YYYY-MM-DD`). */
	readonly inCommittee: number;
	readonly oldestInCommitteeOn: string | null;
};

export type Coverage = {
	readonly all: CoverageRow;
	readonly strata: readonly (CoverageRow & { readonly modality: string })[];
	/** By code. Rates are hidden where less than 80 % of what is due is done (statistics reference, 13). */
	readonly readers: readonly (CoverageRow & { readonly readerId: string; readonly code: string })[];
};
