import type { Instant } from '#lib/core/instant.ts';
import type { Score } from '#lib/core/scoring/scale.ts';
import type { LookView, MonthSpan, QualityMinimums } from '#lib/features/quality/view.ts';
import type { CoverageRow } from '#lib/features/quality/measures/coverage.ts';
import type { PowerSentence } from '#lib/features/quality/measures/power.ts';
import type { RatioEstimate } from '#lib/features/quality/measures/readers.ts';

/** A case of the radiologist that was scored 2b, 3a or 3b, with what can be learned from it. */
export type OwnCase = {
	readonly caseId: string;
	/** Day of the read (`YYYY-MM-DD`). */
	readonly readOn: string;
	readonly modality: string;
	readonly procedure: string;
	readonly score: Score;
	/** In the words of the taxonomy; null where none was named. */
	readonly cause: string | null;
	readonly attribution: string | null;
	readonly learningPoint: string | null;
};

/** One window of the evaluation, in calendar months: half a year, one, and two. */
export type RadiologistWindow = {
	readonly monthCount: 6 | 12 | 24;
	readonly months: MonthSpan;
	readonly coverage: CoverageRow;
	readonly byModality: readonly {
		readonly modality: string;
		readonly reads: number;
		readonly sampled: number;
		readonly reviewed: number;
	}[];
	/** Reviewed after the date, or not at all though due, of what is due. */
	readonly lateOrNever: { readonly x: number; readonly n: number };
	/** Null where they are too few for somebody who may not see the cases themselves. */
	readonly counts: Readonly<Record<Score, number>> | null;
	/** Any discrepancy against the others; null below the minimum (then `n` of `minimum`). */
	readonly n: number;
	readonly comparison:
		| (RatioEstimate & {
				readonly excludedN: number;
				readonly shrunken: {
					readonly ratio: number | null;
					readonly lower: number | null;
					readonly upper: number | null;
					/** Share of the differences among radiologists that is not chance, for this n; null without differences. */
					readonly reliability: number | null;
				};
				readonly unadjusted: RatioEstimate;
		  })
		| null;
	readonly power: PowerSentence;
};

/** As a reviewer; null for whoever does not review. */
export type OwnReviewing = {
	readonly code: string;
	readonly n: number;
	readonly late: number;
	readonly severity: RatioEstimate | null;
};

/** The path is never shown, only whether it has signalled. */
export type CusumStatus = {
	readonly status: 'quiet' | 'signal' | 'not-watched';
	/** Day of the read at which it signalled, `YYYY-MM-DD`. */
	readonly since: string | null;
	readonly reviews: number;
};

/** The page of one radiologist for an ongoing evaluation; names are asked for apart. */
export type RadiologistView = {
	readonly readerId: string;
	readonly code: string;
	readonly section: string;
	readonly tier: string;
	readonly now: Instant;
	readonly level: string;
	readonly minimums: QualityMinimums;
	/** Windows of 6, 12 and 24 months. */
	readonly windows: readonly RadiologistWindow[];
	readonly look: LookView;
	readonly cusum: CusumStatus;
	readonly reviewing: OwnReviewing | null;
	/** Without the permission to unblind there are no single cases. */
	readonly areCasesShown: boolean;
	readonly cases: readonly OwnCase[];
};

/**
 * What radiologists see of themselves: released outcomes alone, own position among points without names or codes, nothing that
 * tells of a reviewer.
 */
export type OwnView = Pick<RadiologistView, 'code' | 'now' | 'level' | 'minimums' | 'cases'> & {
	readonly windows: readonly (Omit<RadiologistWindow, 'power' | 'coverage'> & {
		/** All points of the funnel; empty where there are fewer than five. */
		readonly points: readonly {
			readonly expected: number;
			readonly ratio: number;
			readonly isOwn: boolean;
		}[];
	})[];
};
