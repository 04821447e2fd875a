import type { CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { LicenceStatus } from '#lib/core/credentials/licence-status.ts';
import type { Pathway } from '#lib/core/credentials/pathway.ts';
import type { Instant } from '#lib/core/instant.ts';

/**
 * What every row of a record has. Rows are only ever added: a renewal is a new term, and a row that was wrong is superseded
 * by another one. Days are calendar days of the place that they are of, both ends included unless it is said otherwise.
 */
export type RecordedRow = {
	readonly id?: string;
	/** When the group learned of it; a row without is taken as always known. */
	readonly recordedAt?: Instant;
	/** The id of the row that this one corrects: that one no longer exists for whoever knows this one. */
	readonly supersedes?: string;
	/** True: this row only takes back the one that it supersedes. */
	readonly isVoid?: boolean;
};

/** One term of one licence: from its issue, or its renewal, to its end. */
export type LicenceTerm = RecordedRow & {
	readonly jurisdiction: string;
	readonly pathway: Pathway;
	readonly status: LicenceStatus;
	readonly number?: string;
	readonly issuedOn: CalendarDay;
	/** Null: it has no end (a federal exemption). Never a guess: the real day is always recorded. */
	readonly expiresOn: CalendarDay | null;
	readonly graceUntil?: CalendarDay | null;
	/** Somebody has read the order or the conditions and recorded that reading is allowed under them. */
	readonly restrictionReviewed?: boolean;
	/** An administrator has recorded, with a citation, that this registration covers the reading of images. */
	readonly coversInterpretation?: boolean;
	readonly lastVerifiedOn?: CalendarDay | null;
	readonly issuedViaImlc?: boolean;
	/** The state of principal licence by which a compact licence was issued. */
	readonly splState?: string | null;
};

/** An action of a board on somebody's licence in its jurisdiction. An order of a day to come does nothing before it. */
export type BoardOrder = RecordedRow & {
	readonly jurisdiction: string;
	/** Only the licence of this number; without it every licence of that jurisdiction. */
	readonly number?: string;
	readonly imposes: Extract<
		LicenceStatus,
		'probation' | 'restricted' | 'suspended' | 'revoked' | 'surrendered'
	>;
	readonly effectiveOn: CalendarDay;
	/** The last day of its term; null: indefinite. */
	readonly endsOn: CalendarDay | null;
	/** The board has stayed it: it does not bite. */
	readonly isStayed?: boolean;
	readonly restrictionReviewed?: boolean;
};

/** A check at the source that a licence stands as recorded. */
export type VerificationRow = RecordedRow & {
	readonly of: string;
	readonly verifiedOn: CalendarDay;
	readonly result: 'confirmed' | 'differs' | 'not-found';
};

export type PrivilegeTerm = RecordedRow & {
	readonly facility: string;
	/** Codes of modalities; without it all of them. */
	readonly modalities?: readonly string[];
	readonly from: CalendarDay;
	readonly to?: CalendarDay | null;
	/**
	 * Granted in reliance on another hospital's or entity's credentialing (42 CFR 482.12(a)(8)-(9), 482.22(a)(3)-(4)): it holds only
	 * while the written agreement does, and while the practitioner is privileged at the distant site.
	 */
	readonly byProxy?: {
		readonly agreementFrom: CalendarDay;
		readonly agreementTo: CalendarDay | null;
		readonly privilegedThereUntil: CalendarDay | null;
	};
};

export type Term = RecordedRow & { readonly from: CalendarDay; readonly to?: CalendarDay | null };

/** A match on an exclusion list; `to` is the day of reinstatement, on which it no longer stands. */
export type ExclusionRow = Term & {
	readonly list: string;
	/** Cleared: somebody has found it to be another person. An open match stands until then. */
	readonly isCleared?: boolean;
	/** States in which the exclusion is waived (WVRSTATE of the list). */
	readonly waivedIn?: readonly string[];
};

/** Cover for claims; without states it is not known to cover any. `'*'` covers all. */
export type MalpracticeTerm = Term & { readonly states: readonly string[] };

/** Where somebody works: for a read that does not say where it was signed. */
export type LocationTerm = Term & ReaderLocation;

/** ISO 3166-1 country, and the state where the country is US. */
export type ReaderLocation = { readonly country: string; readonly state?: string | null };

/** All that is recorded of one person. */
export type CredentialRecords = {
	readonly licences?: readonly LicenceTerm[];
	readonly boardOrders?: readonly BoardOrder[];
	readonly verifications?: readonly VerificationRow[];
	readonly privileges?: readonly PrivilegeTerm[];
	readonly mqsa?: readonly Term[];
	readonly exclusions?: readonly ExclusionRow[];
	readonly malpractice?: readonly MalpracticeTerm[];
	readonly workLocations?: readonly LocationTerm[];
};

/** Whether a term with both ends included holds on a day. */
export function isOn(term: { from: CalendarDay; to?: CalendarDay | null }, day: CalendarDay): boolean {
	return term.from <= day && (!term.to || day <= term.to);
}
