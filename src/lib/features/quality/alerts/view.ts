import type { Instant } from '#lib/core/instant.ts';

/** What signalled: a radiologist at a look, a radiologist's CUSUM, a reviewer at a look, a month of the trend. */
export const alertKinds = ['ratio', 'cusum', 'reviewer', 'trend'] as const;
export type AlertKind = (typeof alertKinds)[number];

export const alertStatuses = ['open', 'acknowledged', 'closed'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** What became of a signal; `confirmed` only after blinded re-reading by the committee. */
export const alertOutcomes = ['confirmed', 'not-confirmed', 'explained', 'data-error'] as const;
export type AlertOutcome = (typeof alertOutcomes)[number];

/** The evidence as it stood when the signal was raised: counts and codes, from which the sentence is made. */
export type AlertEvidence = {
	/** Code of the radiologist or reviewer; null for the trend. */
	readonly code: string | null;
	/** For `trend`: the month. */
	readonly month: string | null;
	readonly observed: number;
	readonly expected: number | null;
	readonly n: number;
	readonly ratio: number | null;
	readonly lower: number | null;
	readonly upper: number | null;
	readonly tail: number | null;
	readonly reviewers: number | null;
	readonly changesWithReviewers: boolean | null;
	/** For `cusum`: day of the read at which it signalled. */
	readonly since: string | null;
	readonly fromMonth: string;
	readonly throughMonth: string;
};

export type AlertNote = { readonly words: string; readonly byName: string; readonly at: Instant };

export type Alert = {
	readonly id: string;
	readonly kind: AlertKind;
	readonly status: AlertStatus;
	/** Null of oneself, and while `isKept`: others look into it. */
	readonly evidence: AlertEvidence | null;
	/** Whether it counts outcomes of the viewer that they are not told yet: until they are, not even whom it is about, nor its outcome. */
	readonly isKept: boolean;
	/** The radiologist concerned, for the link to the page; null for reviewers and the trend. */
	readonly readerId: string | null;
	readonly raisedAt: Instant;
	readonly acknowledgedAt: Instant | null;
	readonly acknowledgedByName: string | null;
	readonly closedAt: Instant | null;
	readonly closedByName: string | null;
	readonly outcome: AlertOutcome | null;
	readonly notes: readonly AlertNote[];
};

/** Looks are taken on fixed dates and counted: each one costs false alarms. */
export type Look = {
	readonly on: string;
	readonly monthCount: number;
	readonly radiologists: number;
	readonly signals: number;
	readonly expectedFalseSignals: number;
};

export type AlertsView = {
	readonly open: readonly Alert[];
	readonly closed: readonly Alert[];
	readonly looks: readonly Look[];
	/** `YYYY-MM-DD` */
	readonly nextLookOn: string;
};
