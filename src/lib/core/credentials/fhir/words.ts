/** Names and code systems of FHIR R4 that credentials travel with. */
export const systems = {
	npi: 'http://hl7.org/fhir/sid/us-npi',
	identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
	degree: 'http://terminology.hl7.org/CodeSystem/v2-0360',
	usps: 'https://www.usps.com/',
	need: 'http://terminology.hl7.org/CodeSystem/need',
	validationType: 'http://terminology.hl7.org/CodeSystem/validation-type',
	validationProcess: 'http://terminology.hl7.org/CodeSystem/validation-process',
	sourceType: 'http://terminology.hl7.org/CodeSystem/primary-source-type',
	communication: 'http://terminology.hl7.org/CodeSystem/verificationresult-communication-method',
	validationStatus: 'http://terminology.hl7.org/CodeSystem/validation-status',
	absent: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
	/** Where a qualification is valid, and whether it is in force (Da Vinci PDex Plan-Net 1.2). */
	planNet: 'http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/practitioner-qualification',
	/** People without an NPI, by the portal's own id. */
	person: 'urn:overread:radiologist',
	usCorePractitioner: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-practitioner',
	/** What R4 has no element for, under the names of `core/credentials/kinds.ts`. */
	own: 'urn:overread:fhir:credential',
	facility: 'urn:overread:facility-code',
	modality: 'urn:overread:modality'
} as const;

/** Kinds for which R4 has no element: each is an extension of our own on the Practitioner. */
export const extensionKinds = ['board-order', 'malpractice', 'mqsa', 'exclusion', 'work-location'] as const;
export type ExtensionKind = (typeof extensionKinds)[number];

/** Fields of these that are lists of codes: an extension holds them as one text with blanks between. */
export const listFields: readonly string[] = ['states', 'waivedIn'];

/** Kinds of credentials that travel as FHIR. */
export const fhirKinds = [
	'licence',
	'board-certificate',
	'compact-letter',
	'privilege',
	'verification',
	...extensionKinds
] as const;
export type FhirKind = (typeof fhirKinds)[number];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
