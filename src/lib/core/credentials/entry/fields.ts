import { modalities } from '#lib/core/reads/incoming-read.ts';
import { personFacts } from '#lib/core/credentials/cme/person-facts.ts';
import {
	certificateDurations,
	exclusionLists,
	verificationMethods,
	verificationResults,
	verificationSources,
	type CredentialKind
} from '#lib/core/credentials/kinds.ts';
import { pathways } from '#lib/core/credentials/pathway.ts';
import { licensureUs } from '#lib/core/credentials/reference/licensure-us.ts';

/** How the text of a field becomes a value. `codes` are words parted by commas or blanks; `fact` goes by the fact beside it. */
export type FieldType =
	'text' | 'long' | 'day' | 'choice' | 'yes-no' | 'codes' | 'number' | 'facility' | 'fact';

/** One field of a credential as somebody types it, in a form or in a column of a file. */
export type FieldSpec = {
	readonly name: string;
	readonly type: FieldType;
	readonly isRequired?: boolean;
	/** Empty stands for null: it has no end. */
	readonly isNullable?: boolean;
	readonly options?: readonly string[];
	/** Where it stands in the body, when that is not its name. */
	readonly path?: readonly [string, string];
};

const states = Object.keys(licensureUs.jurisdictions).sort();
const jurisdictions = [...states, 'federal-va', 'federal-ihs', 'federal-military'];

type More = Omit<FieldSpec, 'name' | 'type'>;
const field = (name: string, type: FieldType, more: More = {}): FieldSpec => ({ name, type, ...more });
const must = { isRequired: true };
const open = { isNullable: true };
const choice = (name: string, options: readonly string[], more: More = must): FieldSpec =>
	field(name, 'choice', { options, ...more });
const note = field('note', 'long');
const span = [field('from', 'day', must), field('to', 'day', open)] as const;

/** The fields of each kind, in the order of the form. What an act of its own decides (a review, a clearance) is not among them. */
export const credentialFields: Readonly<Record<CredentialKind, readonly FieldSpec[]>> = {
	licence: [
		choice('jurisdiction', jurisdictions),
		field('number', 'text'),
		choice('pathway', pathways),
		field('statusRaw', 'text', must),
		field('issuedOn', 'day', must),
		field('expiresOn', 'day', open),
		field('graceUntil', 'day'),
		field('board', 'text'),
		field('restrictions', 'long'),
		field('issuedViaImlc', 'yes-no'),
		choice('splState', states, {}),
		note
	],
	'board-order': [
		choice('jurisdiction', jurisdictions),
		choice('imposes', ['probation', 'restricted', 'suspended', 'revoked', 'surrendered']),
		field('description', 'long', must),
		field('effectiveOn', 'day', must),
		field('endsOn', 'day', open),
		field('isStayed', 'yes-no'),
		field('number', 'text'),
		field('basis', 'long'),
		note
	],
	verification: [
		field('verifiedOn', 'day', must),
		choice('result', verificationResults),
		field('sourceName', 'text', must),
		choice('sourceType', verificationSources),
		choice('method', verificationMethods),
		field('verifiedBy', 'text'),
		note
	],
	'compact-letter': [
		choice('splState', states),
		field('issuedOn', 'day', must),
		field('expiresOn', 'day', must),
		note
	],
	'board-certificate': [
		field('board', 'text', must),
		field('certificate', 'text', must),
		choice('duration', certificateDurations),
		choice('status', ['active', 'inactive', 'revoked', 'unknown']),
		choice('meetsMoc', ['yes', 'no', 'not-required', 'unknown']),
		field('effectiveOn', 'day', must),
		field('expiresOn', 'day', open),
		field('reverifyOn', 'day'),
		field('number', 'text'),
		note
	],
	privilege: [
		field('facility', 'facility', must),
		field('category', 'text'),
		field('modalities', 'codes', { options: modalities }),
		...span,
		field('proxySite', 'text', { path: ['byProxy', 'distantSite'] }),
		field('proxyFrom', 'day', { path: ['byProxy', 'agreementFrom'] }),
		field('proxyTo', 'day', { path: ['byProxy', 'agreementTo'], ...open }),
		field('proxyThereUntil', 'day', { path: ['byProxy', 'privilegedThereUntil'], ...open }),
		note
	],
	malpractice: [
		field('carrier', 'text', must),
		field('policyNumber', 'text'),
		field('states', 'codes', must),
		choice('form', ['claims-made', 'occurrence', 'tail']),
		...span,
		field('limitPerClaim', 'number'),
		field('limitAggregate', 'number'),
		note
	],
	mqsa: [...span, field('basis', 'text'), note],
	exclusion: [
		choice('list', exclusionLists),
		choice('state', states, {}),
		field('from', 'day', must),
		field('to', 'day', open),
		field('type', 'text'),
		field('waivedIn', 'codes'),
		note
	],
	'work-location': [field('country', 'text', must), choice('state', states, open), ...span, note],
	'person-fact': [
		choice('fact', Object.keys(personFacts)),
		field('value', 'fact', must),
		field('authority', 'text'),
		note
	]
};

/** Kinds that somebody enters from nothing; a check is always of another row. */
export const enteredKinds = [
	'licence',
	'board-order',
	'compact-letter',
	'board-certificate',
	'privilege',
	'malpractice',
	'mqsa',
	'exclusion',
	'work-location',
	'person-fact'
] as const satisfies readonly CredentialKind[];
