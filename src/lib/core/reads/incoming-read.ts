import type { Instant } from '#lib/core/instant.ts';
import type { Payer } from './payer.ts';
import type { IncomingEvent } from '#lib/core/turnaround/events.ts';

/** Report groups that policies, frames and statistics are stratified by. */
export const modalities = ['XR', 'CT', 'MR', 'US', 'MG', 'NM', 'PT', 'FL', 'XA'] as const;
export type Modality = (typeof modalities)[number];

export const priorities = ['stat', 'urgent', 'routine'] as const;
export type Priority = (typeof priorities)[number];

export const patientClasses = ['emergency', 'inpatient', 'outpatient'] as const;
export type PatientClass = (typeof patientClasses)[number];

export const readKinds = ['preliminary', 'final'] as const;
export type ReadKind = (typeof readKinds)[number];

export const incomingStatuses = ['preliminary', 'final', 'corrected', 'addendum', 'cancelled'] as const;
export type IncomingStatus = (typeof incomingStatuses)[number];

export const bodyRegions = [
	'head',
	'neck',
	'spine',
	'chest',
	'abdomen',
	'pelvis',
	'extremity',
	'breast',
	'heart',
	'whole-body'
] as const;
export type BodyRegion = (typeof bodyRegions)[number];

export const sexes = ['F', 'M', 'O'] as const;
export type Sex = (typeof sexes)[number];

/** A person as the sender names them: `code` identifies within the sender, `name` is `FAMILY, GIVEN MIDDLE`. */
export type IncomingPerson = { readonly code: string | null; readonly name: string | null };

export type IncomingPatient = {
	/** Medical record number; null when the sender gives none. */
	readonly id: string | null;
	/** Who assigned the number. */
	readonly issuer: string | null;
	readonly name: string | null;
	/** `YYYY-MM-DD`. */
	readonly birthDate: string | null;
	readonly sex: Sex | null;
	/** Whole years at the examination. */
	readonly ageYears: number | null;
};

export const readEvents = [
	'orderedAt',
	'examCompletedAt',
	'imagesReceivedAt',
	'preliminaryAt',
	'finalAt'
] as const;
/** Turnaround events, epoch milliseconds UTC; null when the sender gives none. */
export type ReadEvents = { readonly [name in (typeof readEvents)[number]]: Instant | null };

/** A finished interpretation as it came in, whatever the format: what HL7 messages and CSV rows are turned into. */
export type IncomingRead = {
	readonly accession: string;
	readonly studyInstanceUid: string | null;
	/** The sender's name for the facility; ingest maps it to a facility of the group. */
	readonly facilityCode: string;
	readonly modality: Modality;
	readonly bodyRegion: BodyRegion | null;
	readonly procedure: string;
	readonly priority: Priority;
	readonly patientClass: PatientClass;
	readonly patient: IncomingPatient;
	/** Reader of record. */
	readonly reader: IncomingPerson;
	readonly coSigners: readonly IncomingPerson[];
	readonly orderingProvider: IncomingPerson | null;
	/** Who pays; null or left out where nobody said it. */
	readonly payer?: Payer | null;
	/** USPS code of where the patient was; null or left out: at the facility. */
	readonly serviceState?: string | null;
	readonly kind: ReadKind;
	readonly status: IncomingStatus;
	/**
	 * Tells versions of one report apart: the same content gives the same key, a corrected text or later result time another.
	 * Versions of a read sort by `versionAt`, then by this key.
	 */
	readonly versionKey: string;
	/** When this version was reported; null when the sender does not say. */
	readonly versionAt: Instant | null;
	readonly events: ReadEvents;
	/** What else happened to the examination, as far as the sender tells. */
	readonly timeline: readonly IncomingEvent[];
	readonly reportText: string;
	/** Names that the scrubber must remove: everybody the message names. */
	readonly knownPeople: readonly string[];
	/** Accession, order, visit and patient numbers that the scrubber must remove. */
	readonly knownIdentifiers: readonly string[];
	readonly source: {
		readonly format: 'hl7' | 'csv';
		/** MSH-10 of the message; null for CSV. */
		readonly controlId: string | null;
	};
};
