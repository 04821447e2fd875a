import type { QualityFilter } from '#lib/features/quality/filter.ts';
import { qualityQuery } from '#lib/features/quality/filter.ts';

/** Outcomes by which cases may be asked for. */
export const caseOutcomes = ['any', 'significant', 'scoreThree', '1', '2a', '2b', '3a', '3b'] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** Where a case may stand, as the coverage counts it. */
export const caseStanding = [
	'waiting',
	'assigned',
	'overdue',
	'due',
	'done',
	'committee',
	'withdrawn',
	'final'
] as const;
export type CaseStanding = (typeof caseStanding)[number];

/** What narrows a filter down to the cases behind one number. */
export type CaseNarrowing = {
	readonly outcome?: CaseOutcome;
	readonly standing?: CaseStanding;
	/** A month of the chart, `YYYY-MM`: then the filter's months do not count. */
	readonly month?: string;
	/** Codes, not ids. */
	readonly reader?: string;
	readonly reviewer?: string;
	readonly cause?: string;
	readonly shift?: string;
	readonly modality?: string;
	/** Double reads alone. */
	readonly double?: true;
};

/** Where the cases behind a number are listed: every number of the quality page links there. */
export function casesHref(filter: QualityFilter, narrowing: CaseNarrowing = {}): string {
	const query = qualityQuery(filter);
	for (const [name, value] of Object.entries(narrowing)) {
		if (value !== undefined) query.set(name, value === true ? 'yes' : value);
	}
	const text = query.toString();
	return text === '' ? '/quality/cases' : `/quality/cases?${text}`;
}

/** A case in the list. Reader and reviewer stand under codes; without the permission neither is sent. */
export type ListedCase = {
	readonly caseId: string;
	/** Null where the page of the read would tell whose the case is. */
	readonly readId: string | null;
	/** Day of the read, `YYYY-MM-DD`. */
	readonly readOn: string;
	readonly facilityCode: string;
	readonly modality: string;
	readonly procedure: string;
	readonly state: string;
	readonly score: string | null;
	readonly cause: string | null;
	/** Null without the permission `case.unblind`. */
	readonly readerCode: string | null;
	readonly reviewerCode: string | null;
};

export type CaseListView = {
	readonly filter: QualityFilter;
	readonly narrowing: CaseNarrowing;
	/** Names of what the address asked for and was not understood. */
	readonly ignored: readonly string[];
	readonly rows: readonly ListedCase[];
	/** The query of the next page; null on the last one. */
	readonly next: string | null;
	/** How many there are, counted up to a thousand; and whether there are more. */
	readonly total: number;
	readonly isMore: boolean;
	/** Whether codes of readers and reviewers are shown; the page asks for them with a reason. */
	readonly isUnblinded: boolean;
};
