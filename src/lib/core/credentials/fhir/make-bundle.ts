import { addDays, type CalendarDay } from '#lib/core/credentials/calendar-day.ts';
import type { Credential, CredentialBody } from '#lib/core/credentials/kinds.ts';
import { toIso, type Instant } from '#lib/core/instant.ts';
import { makeOwn, makePlanNet } from './extension.ts';
import { extensionKinds, listFields, systems, type Json, type JsonObject } from './words.ts';

/** A credential with the id by which checks name it. */
export type FhirCredential = Credential & { readonly id: string };

export type FhirPerson = {
	readonly id: string;
	readonly familyName: string;
	readonly givenName: string;
	readonly npi: string | null;
	/** MD or DO; null: not known. */
	readonly degree: string | null;
};

export type BundleGiven = {
	readonly person: FhirPerson;
	/** What stands; facts for continuing education are left out. */
	readonly credentials: readonly FhirCredential[];
	/** Facilities of privileges by id. */
	readonly facilities: ReadonlyMap<string, { readonly code: string; readonly name: string }>;
	/** Days after which a check is made again; null: the group has no such rule. */
	readonly verificationMaxAgeDays: number | null;
	readonly asOf: CalendarDay;
	readonly madeAt: Instant;
};

const coded = (system: string, code: string): JsonObject => ({ coding: [{ system, code }] });

/** The fields of a body but for those that have an element of their own. */
function restOf(body: object, standard: readonly string[]): JsonObject {
	const rest = Object.entries(body).filter(
		([name, value]) => !standard.includes(name) && value !== undefined
	);
	return Object.fromEntries(rest) as JsonObject; // bodies are JSON, by their schemas
}

function periodOf(start: CalendarDay, end: CalendarDay | null): JsonObject {
	return end === null ? { start } : { start, end };
}

const planNetStatus: Readonly<Record<string, string>> = {
	active: 'active',
	'active-grace': 'active',
	probation: 'active',
	restricted: 'active',
	pending: 'pending',
	revoked: 'revoked',
	unknown: 'unknown'
};

function licence(id: string, body: CredentialBody<'licence'>, degree: string | null): JsonObject {
	const isFull = body.pathway === 'full' || body.pathway === 'imlc-expedited-full';
	const type = coded(systems.identifierType, isFull ? (degree === 'DO' ? 'DO' : 'MD') : 'LN');
	const standard = ['jurisdiction', 'board', 'number', 'issuedOn', 'expiresOn'];
	return {
		id,
		extension: [
			makePlanNet({ status: planNetStatus[body.status] ?? 'inactive', place: body.jurisdiction }),
			makeOwn({ kind: 'licence', ...restOf(body, standard) })
		],
		identifier: [{ type, ...(body.number === undefined ? {} : { value: body.number }) }],
		code: {
			...(degree === null ? {} : coded(systems.degree, degree)),
			text: 'Licence to practise medicine'
		},
		period: periodOf(body.issuedOn, body.expiresOn),
		...(body.board === undefined ? {} : { issuer: { display: body.board } })
	};
}

function compactLetter(id: string, body: CredentialBody<'compact-letter'>): JsonObject {
	return {
		id,
		extension: [
			makePlanNet({ status: 'active', place: body.splState }),
			makeOwn({ kind: 'compact-letter', ...restOf(body, ['splState', 'issuedOn', 'expiresOn']) })
		],
		code: { text: 'Letter of qualification, Interstate Medical Licensure Compact' },
		period: periodOf(body.issuedOn, body.expiresOn)
	};
}

function certificate(id: string, body: CredentialBody<'board-certificate'>): JsonObject {
	const standard = ['board', 'certificate', 'number', 'effectiveOn', 'expiresOn'];
	return {
		id,
		extension: [makeOwn({ kind: 'board-certificate', ...restOf(body, standard) })],
		...(body.number === undefined ? {} : { identifier: [{ value: body.number }] }),
		code: { ...coded(systems.degree, 'CER'), text: body.certificate },
		period: periodOf(body.effectiveOn, body.expiresOn),
		issuer: { display: body.board }
	};
}

function qualification(row: FhirCredential, degree: string | null): JsonObject | null {
	switch (row.kind) {
		case 'licence':
			return licence(row.id, row.body, degree);
		case 'compact-letter':
			return compactLetter(row.id, row.body);
		case 'board-certificate':
			return certificate(row.id, row.body);
		default:
			return null;
	}
}

/** What R4 has no element for: every field of it, and an id by which a check names it. */
function otherCredential({ id, kind, body }: FhirCredential): JsonObject | null {
	if (!extensionKinds.some((one) => one === kind)) return null;
	const fields = Object.entries(restOf(body, [])).flatMap(([name, value]) => {
		if (!listFields.includes(name) || !Array.isArray(value)) return [[name, value] as const];
		return value.length === 0 ? [] : [[name, value.join(' ')] as const];
	});
	return { id, ...makeOwn({ kind, ...Object.fromEntries(fields) }) };
}

function privilege(id: string, body: CredentialBody<'privilege'>, given: BundleGiven): JsonObject {
	const { person, asOf } = given;
	const facility = given.facilities.get(body.facility);
	const rest = restOf(body, ['facility', 'category', 'modalities', 'from', 'to']);
	return {
		resourceType: 'PractitionerRole',
		id,
		extension: [makeOwn({ kind: 'privilege', ...rest })],
		active: body.from <= asOf && (body.to === null || asOf <= body.to),
		period: periodOf(body.from, body.to),
		practitioner: { reference: `urn:uuid:${person.id}` },
		organization: {
			identifier: { system: systems.facility, value: facility?.code ?? body.facility },
			...(facility ? { display: facility.name } : {})
		},
		...(body.category === undefined ? {} : { code: [{ text: body.category }] }),
		...(body.modalities === undefined
			? {}
			: { specialty: body.modalities.map((code) => coded(systems.modality, code)) })
	};
}

const sourceTypes: Readonly<Record<string, string>> = {
	licence: 'lic-board',
	'board-certificate': 'issuer',
	'compact-letter': 'lic-board',
	privilege: 'issuer',
	'board-order': 'lic-board',
	malpractice: 'issuer',
	mqsa: 'issuer',
	exclusion: 'auth-source'
};
const communication = {
	web: 'portal',
	api: 'pull',
	letter: 'manual',
	telephone: 'manual',
	document: 'manual'
} as const;

function verification(
	id: string,
	body: CredentialBody<'verification'>,
	given: BundleGiven
): JsonObject | null {
	const of = given.credentials.find((row) => row.id === body.of);
	const sourceType = of && sourceTypes[of.kind];
	if (!of || sourceType === undefined) return null;
	const isRole = of.kind === 'privilege';
	const isExtension = extensionKinds.some((kind) => kind === of.kind);
	const element = isExtension ? 'extension' : 'qualification';
	const maxAge = given.verificationMaxAgeDays;
	const isConfirmed = body.result === 'confirmed';
	const rest = restOf(body, ['of', 'verifiedOn', 'sourceName']);
	return {
		resourceType: 'VerificationResult',
		id,
		extension: [makeOwn({ kind: 'verification', ...rest })],
		target: [{ reference: `urn:uuid:${isRole ? of.id : given.person.id}` }],
		targetLocation: [isRole ? 'PractitionerRole' : `Practitioner.${element}.where(id = '${of.id}')`],
		need: coded(systems.need, 'periodic'),
		status: isConfirmed ? 'validated' : 'val-fail',
		statusDate: body.verifiedOn,
		...(body.sourceType === 'primary' ? { validationType: coded(systems.validationType, 'primary') } : {}),
		validationProcess: [
			coded(systems.validationProcess, body.sourceType === 'primary' ? 'primary' : 'standalone')
		],
		...(maxAge === null ? {} : { frequency: { repeat: { frequency: 1, period: maxAge, periodUnit: 'd' } } }),
		lastPerformed: body.verifiedOn,
		...(maxAge === null ? {} : { nextScheduled: addDays(body.verifiedOn, maxAge) }),
		primarySource: [
			{
				who: { display: body.sourceName },
				type: [coded(systems.sourceType, sourceType)],
				communicationMethod: [coded(systems.communication, communication[body.method])],
				validationStatus: coded(systems.validationStatus, isConfirmed ? 'successful' : 'failed'),
				validationDate: body.verifiedOn
			}
		]
	};
}

/**
 * A radiologist's credentials as a collection of FHIR R4: Practitioner (of US Core) with licences, certificates and compact letters as
 * qualifications, a PractitionerRole for each privilege, a VerificationResult for each check. What R4 has no element for is in an extension
 * of our own: fields of these, and board orders, cover, exclusions, MQSA and places of work as a whole, on the Practitioner.
 */
export function makeBundle(given: BundleGiven): JsonObject {
	const { person, credentials } = given;
	const qualifications = credentials.flatMap((row) => qualification(row, person.degree) ?? []);
	const extensions = credentials.flatMap((row) => otherCredential(row) ?? []);
	const practitioner: JsonObject = {
		resourceType: 'Practitioner',
		id: person.id,
		meta: { profile: [systems.usCorePractitioner] },
		...(extensions.length === 0 ? {} : { extension: extensions }),
		// US Core asks for an identifier of everybody.
		identifier: [
			person.npi === null
				? { system: systems.person, value: person.id }
				: { type: coded(systems.identifierType, 'NPI'), system: systems.npi, value: person.npi }
		],
		name: [{ family: person.familyName, given: [person.givenName] }],
		...(qualifications.length === 0 ? {} : { qualification: qualifications })
	};
	const others = credentials.flatMap((row): JsonObject[] => {
		if (row.kind === 'privilege') return [privilege(row.id, row.body, given)];
		const made = row.kind === 'verification' ? verification(row.id, row.body, given) : null;
		return made ? [made] : [];
	});
	const entry = [practitioner, ...others].map((resource): Json => ({
		fullUrl: `urn:uuid:${String(resource.id)}`,
		resource
	}));
	return { resourceType: 'Bundle', type: 'collection', timestamp: toIso(given.madeAt), entry };
}
