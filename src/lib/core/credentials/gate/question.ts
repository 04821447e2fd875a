import type { Instant } from '#lib/core/instant.ts';
import type { FederalSystem } from './policy.ts';
import type { ReaderLocation } from './records.ts';

/** What a read is to the gate, apart from when: an addendum is signed by its own author and is a final act. */
export type GateQuestion = {
	/** Jurisdiction in which the patient is; null or empty: the facility's, if that is known. */
	readonly serviceState: string | null;
	readonly facility: string;
	readonly facilityState?: string | null;
	readonly federalSystem?: FederalSystem | null;
	readonly modality: string;
	readonly kind: 'final' | 'preliminary' | 'addendum';
	readonly payer: string;
	readonly readerLocation?: ReaderLocation | null;
};

/** A read as the gate sees it at its signing. */
export type GateRead = GateQuestion & {
	readonly signedAt: Instant;
	/** IANA zone of the facility, in whose calendar all days are compared. */
	readonly facilityTimeZone: string;
};
