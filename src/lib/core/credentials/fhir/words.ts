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
	/** What R4 has no element for, under the names of `core/credentials/kinds.ts`. */
	own: 'urn:overread:fhir:credential',
	facility: 'urn:overread:facility-code',
	modality: 'urn:overread:modality'
} as const;

/** Kinds of credentials that FHIR has a place for. */
export const fhirKinds = [
	'licence',
	'board-certificate',
	'compact-letter',
	'privilege',
	'verification'
] as const;
export type FhirKind = (typeof fhirKinds)[number];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
