import { z } from 'zod';
import { calendarDaySchema, type CalendarDay } from './calendar-day.ts';
import { personFacts } from './cme/person-facts.ts';
import { licenceStatuses } from './licence-status.ts';
import { pathways } from './pathway.ts';

// What is recorded of a radiologist, by kind. The fields are those of FSMB's PDC and FCVS, AMA's profile and CAQH ProView, as far as
// somebody who checks a read or a renewal asks for them (reference 1.4 and 1.9).

const words = (most: number) => z.string().trim().min(1).max(most);
const note = z.string().trim().max(2000).optional();
const jurisdiction = z.string().regex(/^([A-Z]{2}|federal-(va|ihs|military))$/);
const state = z.string().regex(/^[A-Z]{2}$/);
const from = calendarDaySchema;
const to = calendarDaySchema.nullable();

const licence = z.strictObject({
	jurisdiction,
	board: words(200).optional(),
	pathway: z.enum(pathways),
	status: z.enum(licenceStatuses),
	/** The board's own words. */
	statusRaw: words(200).optional(),
	number: words(20).optional(),
	issuedOn: from,
	/** Null only for what has no end. */
	expiresOn: to,
	graceUntil: to.optional(),
	restrictions: note,
	restrictionReviewed: z.boolean().optional(),
	coversInterpretation: z.boolean().optional(),
	/** What says that a registration covers the reading of images. */
	coversCitation: words(500).optional(),
	issuedViaImlc: z.boolean().optional(),
	splState: state.nullable().optional(),
	note
});

const boardOrder = z.strictObject({
	jurisdiction,
	number: words(20).optional(),
	imposes: z.enum(['probation', 'restricted', 'suspended', 'revoked', 'surrendered']),
	description: words(2000),
	basis: note,
	effectiveOn: from,
	endsOn: to,
	isStayed: z.boolean().optional(),
	restrictionReviewed: z.boolean().optional(),
	note
});

export const verificationSources = ['primary', 'equivalent', 'secondary'] as const;
export const verificationMethods = ['web', 'api', 'letter', 'telephone', 'document'] as const;
export const verificationResults = ['confirmed', 'differs', 'not-found'] as const;

/** A check at the source of another row. */
const verification = z.strictObject({
	/** The row that was checked. */
	of: z.string().min(1),
	verifiedOn: from,
	result: z.enum(verificationResults),
	sourceName: words(200),
	sourceType: z.enum(verificationSources),
	method: z.enum(verificationMethods),
	/** By whom, where it was not who recorded it. */
	verifiedBy: words(200).optional(),
	note
});

const compactLetter = z.strictObject({ splState: state, issuedOn: from, expiresOn: calendarDaySchema, note });

export const certificateDurations = ['lifetime', 'continuous', 'time-limited'] as const;

const boardCertificate = z.strictObject({
	board: words(200),
	certificate: words(200),
	duration: z.enum(certificateDurations),
	status: z.enum(['active', 'inactive', 'revoked', 'unknown']),
	meetsMoc: z.enum(['yes', 'no', 'not-required', 'unknown']),
	effectiveOn: from,
	expiresOn: to,
	reverifyOn: to.optional(),
	number: words(40).optional(),
	note
});

const privilege = z.strictObject({
	/** The facility's id. */
	facility: z.string().min(1),
	category: words(100).optional(),
	/** Codes of modalities; without it all of them. */
	modalities: z.array(z.string().min(1).max(8)).min(1).optional(),
	from,
	to,
	byProxy: z
		.strictObject({
			distantSite: words(200),
			agreementFrom: from,
			agreementTo: to,
			privilegedThereUntil: to
		})
		.optional(),
	note
});

const malpractice = z.strictObject({
	carrier: words(200),
	policyNumber: words(60).optional(),
	/** Two letters each, or `*` for all. */
	states: z.array(z.union([state, z.literal('*')])).min(1),
	form: z.enum(['claims-made', 'occurrence', 'tail']),
	limitPerClaim: z.int().min(0).optional(),
	limitAggregate: z.int().min(0).optional(),
	from,
	to,
	note
});

const mqsa = z.strictObject({ from, to, basis: words(500).optional(), note });

export const exclusionLists = ['LEIE', 'SAM', 'state'] as const;

const exclusion = z.strictObject({
	list: z.enum(exclusionLists),
	/** The state of a state's own list. */
	state: state.optional(),
	from,
	/** The day of reinstatement, on which it no longer stands. */
	to,
	type: words(40).optional(),
	waivedIn: z.array(state).optional(),
	/** Somebody has found it to be another person. */
	isCleared: z.boolean().optional(),
	note
});

/** Where somebody sits when they read, as they attest. */
const workLocation = z.strictObject({
	country: z.string().regex(/^[A-Z]{2}$/),
	state: state.nullable(),
	from,
	to,
	note
});

const factNames = Object.keys(personFacts) as (keyof typeof personFacts)[]; // keys of a literal

/** A fact that rules of continuing education ask for; of one authority, or of the person. */
const personFact = z
	.strictObject({
		fact: z.enum(factNames),
		value: z.union([z.boolean(), z.number().finite(), words(200), z.array(words(100)).min(1).max(30)]),
		/** A rule's jurisdiction, where the fact differs by authority. */
		authority: words(20).optional(),
		note
	})
	.superRefine(({ fact, value }, context) => {
		const form = personFacts[fact];
		const fits =
			(form === 'yes-no' && typeof value === 'boolean') ||
			(form === 'number' && typeof value === 'number') ||
			(form === 'day' && calendarDaySchema.safeParse(value).success) ||
			(form === 'words' && (typeof value === 'string' || Array.isArray(value)));
		if (!fits) context.addIssue({ code: 'custom', path: ['value'], message: form });
	});

/** Every kind with the schema of its body. */
export const credentialKinds = {
	licence,
	'board-order': boardOrder,
	verification,
	'compact-letter': compactLetter,
	'board-certificate': boardCertificate,
	privilege,
	malpractice,
	mqsa,
	exclusion,
	'work-location': workLocation,
	'person-fact': personFact
} as const satisfies Record<string, z.ZodType>;

export type CredentialKind = keyof typeof credentialKinds;
export type CredentialBody<K extends CredentialKind = CredentialKind> = z.output<(typeof credentialKinds)[K]>;
export const credentialKindNames = Object.keys(credentialKinds) as [CredentialKind, ...CredentialKind[]]; // keys of a literal

/** Whether a text names a kind. */
export function isCredentialKind(text: string): text is CredentialKind {
	return Object.hasOwn(credentialKinds, text);
}

/** A body with its kind. */
export type Credential = {
	[K in CredentialKind]: { readonly kind: K; readonly body: CredentialBody<K> };
}[CredentialKind];

/** What lists and indexes ask for of a credential. */
export type CredentialSpan = {
	/** Jurisdiction, facility, list, row or name of a fact; empty where it has none. */
	readonly place: string;
	readonly fromOn: CalendarDay | null;
	/** The last day, included; null: no end. */
	readonly toOn: CalendarDay | null;
};

/** Where a credential holds, and from when to when. */
export function spanOf({ kind, body }: Credential): CredentialSpan {
	switch (kind) {
		case 'licence':
			return { place: body.jurisdiction, fromOn: body.issuedOn, toOn: body.expiresOn };
		case 'board-order':
			return { place: body.jurisdiction, fromOn: body.effectiveOn, toOn: body.endsOn };
		case 'verification':
			return { place: body.of, fromOn: body.verifiedOn, toOn: null };
		case 'compact-letter':
			return { place: body.splState, fromOn: body.issuedOn, toOn: body.expiresOn };
		case 'board-certificate':
			return { place: body.board, fromOn: body.effectiveOn, toOn: body.expiresOn };
		case 'privilege':
			return { place: body.facility, fromOn: body.from, toOn: body.to };
		case 'malpractice':
			return { place: body.carrier, fromOn: body.from, toOn: body.to };
		case 'mqsa':
			return { place: '', fromOn: body.from, toOn: body.to };
		case 'exclusion':
			return { place: body.list, fromOn: body.from, toOn: body.to };
		case 'work-location':
			return { place: body.country, fromOn: body.from, toOn: body.to };
		case 'person-fact':
			return { place: body.fact, fromOn: null, toOn: null };
	}
}
