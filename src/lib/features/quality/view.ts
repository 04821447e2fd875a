import type { Instant } from '#lib/core/instant.ts';
import type { Blindness } from './blindness.ts';
import type { QualityFilter } from './filter.ts';
import type { LookStandings, PlainStandings } from './measures/look.ts';
import type { Agreement, PlainReviewers } from './measures/reviewers.ts';
import type { CauseRow } from './measures/causes.ts';
import type { Concordance } from './measures/concordance.ts';
import type { Coverage } from './measures/coverage.ts';
import type { ModalityRow } from './measures/modalities.ts';
import type { PeriodComparison } from './measures/periods.ts';
import type { GroupRates, ModeRates } from './measures/rates.ts';
import type { SystemFactors } from './measures/system.ts';
import type { PowerSentence } from './measures/power.ts';
import type { Trend } from './measures/trend.ts';

/** Whole calendar months of UTC, `YYYY-MM`, both included; the last one may not be over yet. */
export type MonthSpan = { readonly from: string; readonly through: string };

/** What the filters may be set to: nothing is offered that the group does not have. */
export type QualityChoices = {
	readonly facilities: readonly { readonly id: string; readonly code: string; readonly name: string }[];
	readonly modalities: readonly string[];
	readonly regions: readonly string[];
	readonly subspecialties: readonly string[];
	readonly tiers: readonly string[];
	/** Blinding levels of the period's final scores in this mode, the most frequent first. */
	readonly levels: readonly { readonly level: string; readonly n: number }[];
	/** Detection modes with their cases of the period; the random sample is always among them. */
	readonly modes: readonly { readonly mode: string; readonly n: number; readonly scored: number }[];
};

/** Below these numbers something is not shown; the version of the policy that says so. */
export type QualityMinimums = {
	readonly version: number;
	readonly reviews: number;
	readonly funnelReviews: number;
	readonly funnelExpected: number;
};

/** Everything that is worked out from the counts of a period: plain data, made away from the event loop. */
export type QualityFigures = {
	readonly coverage: Coverage;
	/** The three named outcomes in the filter's mode and level. */
	readonly rates: GroupRates;
	/** The same for every mode and level that has final scores, each apart. */
	readonly modeRates: readonly ModeRates[];
	readonly modalities: readonly ModalityRow[];
	/** Against the period that the filter compares with; null where it compares with none. */
	readonly comparison: PeriodComparison | null;
	readonly trend: Trend;
	readonly readers: PlainStandings;
	readonly reviewers: PlainReviewers;
	readonly agreement: Agreement;
	readonly causes: readonly CauseRow[];
	readonly concordance: Concordance;
	readonly system: SystemFactors;
	readonly power: PowerSentence;
};

/** Zones come from looks on fixed dates alone: in between and for a part of the group there are figures, and nobody is in a zone. */
export type LookView = {
	/** Day of the last look, `YYYY-MM-DD`; null before the first. */
	readonly on: string | null;
	readonly nextOn: string;
	/** Whether what it found is kept from the viewer, who reads and is not told of all their outcomes of its months yet. */
	readonly isKept: boolean;
	/** What it found; null where it is kept, or the choice is not what was looked at: the random sample of the whole group. */
	readonly found: LookStandings | null;
};

/** The quality page. */
export type QualityView = QualityFigures & {
	/** As it was understood: the level is always set, what is unknown is as if it had not been asked. */
	readonly filter: QualityFilter;
	/** Parts of the URL that were not understood. */
	readonly ignored: readonly string[];
	readonly months: MonthSpan;
	readonly now: Instant;
	readonly minimums: QualityMinimums;
	readonly choices: QualityChoices;
	readonly blindness: Blindness;
	readonly look: LookView;
};
