/**
 * The demo group in neutral values: codes, numbers and text, no ids of any database. Instants are epoch milliseconds
 * (UTC); `…On` are ISO calendar days. All people, places and patients are invented.
 */

export const demoModalities = ['XR', 'CT', 'MR', 'US', 'MG', 'NM'] as const;
export type DemoModality = (typeof demoModalities)[number];

export const demoSections = ['general', 'ed', 'neuro', 'body', 'msk', 'breast', 'nuclear'] as const;
export type DemoSection = (typeof demoSections)[number];

/** Day 07:00–18:00, early night 18:00–00:30, late night 00:30–07:00, in the facility's own time. */
export const demoShifts = ['day', 'early-night', 'late-night'] as const;
export type DemoShift = (typeof demoShifts)[number];

export type DemoPatientClass = 'emergency' | 'inpatient' | 'outpatient';
export type DemoPriority = 'stat' | 'urgent' | 'routine';
export type DemoSex = 'F' | 'M';
export type DemoRegion =
	| 'head'
	| 'neck'
	| 'spine'
	| 'chest'
	| 'abdomen'
	| 'pelvis'
	| 'extremity'
	| 'breast'
	| 'heart'
	| 'whole-body';

export const demoScores = ['1', '2a', '2b', '3a', '3b'] as const;
export type DemoScore = (typeof demoScores)[number];

export type DemoFacility = {
	readonly code: string;
	readonly name: string;
	readonly kind: 'tertiary' | 'community' | 'outpatient' | 'rural';
	readonly city: string;
	/** Two-letter US state. */
	readonly state: string;
	/** IANA name. */
	readonly timeZone: string;
	/** Share of all reads. */
	readonly weight: number;
	/** Begins every accession number of the facility. */
	readonly accessionPrefix: string;
	/** Scanner names as they stand in image headers, by modality. */
	readonly stations: Readonly<Partial<Record<DemoModality, string>>>;
};

export type DemoReader = {
	/** R01 … R30. */
	readonly code: string;
	readonly familyName: string;
	readonly givenName: string;
	readonly credentials: string;
	readonly email: string;
	readonly section: DemoSection;
	readonly readsPerYear: number;
	/** Log rate ratio of the true personal effect; the outlier's is ln 2.5. Known truth, never shown by the product. */
	readonly effect: number;
	/** V01 … V24 where the reader also reviews. */
	readonly reviewerCode: string | null;
	/** Junior readers are reviewed more closely. */
	readonly tier: 'junior' | 'senior';
	/** State in which the reader usually sits when signing. */
	readonly homeState: string;
};

export type DemoReviewer = {
	/** V01 … V24; V01 is R01 and so on. */
	readonly code: string;
	readonly readerCode: string;
	/** Log rate ratio of scoring a discrepancy. */
	readonly severity: number;
};

/** Other people who sign in: one or two per role. */
export type DemoStaff = {
	readonly code: string;
	readonly familyName: string;
	readonly givenName: string;
	readonly email: string;
	readonly roles: readonly (
		'director' | 'chair' | 'committee' | 'coordinator' | 'auditor' | 'administrator'
	)[];
	/** Set where the person is also a reader. */
	readonly readerCode: string | null;
};

export type DemoPatient = {
	readonly id: string;
	readonly familyName: string;
	readonly givenName: string;
	readonly birthOn: string;
	readonly sex: DemoSex;
};

export type DemoRead = {
	/** Position in the group's stream, 0-based; keys everything drawn about this read. */
	readonly index: number;
	readonly accession: string;
	/** Index for `demoPatient`. */
	readonly patientIndex: number;
	readonly sex: DemoSex;
	readonly ageYears: number;
	readonly facilityCode: string;
	readonly readerCode: string;
	readonly section: DemoSection;
	readonly modality: DemoModality;
	readonly region: DemoRegion;
	readonly procedure: string;
	readonly patientClass: DemoPatientClass;
	readonly priority: DemoPriority;
	readonly shift: DemoShift;
	readonly orderedAt: number;
	readonly examCompletedAt: number;
	readonly imagesReceivedAt: number;
	/** First look, for turnaround's clocks; null while unread. */
	readonly openedAt: number | null;
	/** A preliminary result before the final one (emergency work at night); else null. */
	readonly preliminaryAt: number | null;
	/** Null while the read is open at the data cut. */
	readonly finalAt: number | null;
	/** Key of the image study of this read (`planStudies`), null for the many without images. */
	readonly studyKey: string | null;
};

export type DemoDetectionMode = 'random' | 'for-cause';
export type DemoDirection = 'miss' | 'overcall' | 'other';
export type DemoCause =
	'perception' | 'interpretation' | 'knowledge' | 'communication' | 'technique' | 'system';

export type DemoReviewRound = {
	readonly reviewerCode: string;
	readonly assignedAt: number;
	/** Null when not yet submitted at the data cut. */
	readonly submittedAt: number | null;
	readonly score: DemoScore;
	readonly direction: DemoDirection | null;
	readonly cause: DemoCause | null;
	readonly comment: string | null;
	/** Active time on the case, without idle time. */
	readonly secondsOnCase: number;
};

export type DemoDecision = {
	readonly decidedAt: number | null;
	readonly outcome: 'uphold' | 'downgrade';
	/** The score that counts after the decision. */
	readonly finalScore: DemoScore;
};

export type DemoFeedback = {
	readonly releasedAt: number;
	readonly acknowledgedAt: number | null;
};

export type DemoReview = {
	readonly readIndex: number;
	readonly mode: DemoDetectionMode;
	readonly first: DemoReviewRound;
	/** The silent second review of about one case in twelve. */
	readonly second: DemoReviewRound | null;
	/** Set for 2b, 3a and 3b. */
	readonly decision: DemoDecision | null;
	/** Null until submitted and, where needed, decided. */
	readonly feedback: DemoFeedback | null;
};

export type DemoGroup = {
	readonly seed: number;
	/** First instant of the period. */
	readonly fromAt: number;
	/** The data cut: nothing later has happened. */
	readonly cutAt: number;
	/** Reads divided and sampling rates multiplied by this, so that reviews stay the same; 1 for the full year. */
	readonly thinning: number;
	readonly facilities: readonly DemoFacility[];
	readonly readers: readonly DemoReader[];
	readonly reviewers: readonly DemoReviewer[];
	readonly staff: readonly DemoStaff[];
};
