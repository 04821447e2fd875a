import { canonicalJson } from '#lib/core/audit/chain.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { isCalendarDay } from './calendar-day.ts';
import {
	certificateDurations,
	credentialKinds,
	spanOf,
	type Credential,
	type CredentialKind
} from './kinds.ts';
import type { ProposedActivity } from './cme/proposal.ts';
import type { DocumentKind } from './documents.ts';
import { pathways } from './pathway.ts';

// What a radiologist sends in about themselves, in few fields: a coordinator looks at it beside its document, and only then does it
// become a row. It is checked at the source like any other row.

/** What can have been sent in: a credential, or an activity of continuing education, which has a form of its own. */
export type Proposed = Credential | ProposedActivity;

/** One field of the form. `jurisdictions` and `states` are chosen from the rule pack. */
export type ProposalField = {
	readonly name: string;
	readonly form: 'words' | 'long' | 'day' | 'jurisdiction' | 'state' | 'states' | 'amount' | 'choice';
	readonly isRequired: boolean;
	/** Of a choice. */
	readonly options?: readonly string[];
};

const required = (name: string, form: ProposalField['form'], options?: readonly string[]): ProposalField => ({
	name,
	form,
	isRequired: true,
	...(options ? { options } : {})
});
const optional = (name: string, form: ProposalField['form']): ProposalField => ({
	name,
	form,
	isRequired: false
});

/** What can be sent in, with the fields of its form, and the names of the first and the last day of its term. */
export const proposalForms = {
	licence: {
		days: ['issuedOn', 'expiresOn'],
		document: 'licence',
		fields: [
			required('jurisdiction', 'jurisdiction'),
			required('pathway', 'choice', pathways),
			optional('number', 'words'),
			required('issuedOn', 'day'),
			required('expiresOn', 'day'),
			optional('restrictions', 'long')
		]
	},
	'board-certificate': {
		days: ['effectiveOn', 'expiresOn'],
		document: 'board-certificate',
		fields: [
			required('board', 'words'),
			required('certificate', 'words'),
			required('duration', 'choice', certificateDurations),
			optional('number', 'words'),
			required('effectiveOn', 'day'),
			optional('expiresOn', 'day')
		]
	},
	malpractice: {
		days: ['from', 'to'],
		document: 'malpractice',
		fields: [
			required('carrier', 'words'),
			optional('policyNumber', 'words'),
			required('form', 'choice', ['claims-made', 'occurrence', 'tail']),
			required('states', 'states'),
			optional('limitPerClaim', 'amount'),
			optional('limitAggregate', 'amount'),
			required('from', 'day'),
			required('to', 'day')
		]
	},
	mqsa: {
		days: ['from', 'to'],
		document: 'mqsa',
		fields: [optional('basis', 'words'), required('from', 'day'), optional('to', 'day')]
	},
	'compact-letter': {
		days: ['issuedOn', 'expiresOn'],
		document: 'licence',
		fields: [required('splState', 'state'), required('issuedOn', 'day'), required('expiresOn', 'day')]
	},
	'work-location': {
		days: ['from', 'to'],
		document: null,
		fields: [
			required('country', 'words'),
			optional('state', 'state'),
			required('from', 'day'),
			optional('to', 'day')
		]
	}
} as const satisfies Partial<
	Record<
		CredentialKind,
		{
			readonly days: readonly [string, string];
			/** What its document is; null where it needs none: where somebody sits is theirs to say. */
			readonly document: DocumentKind | null;
			readonly fields: readonly ProposalField[];
		}
	>
>;

export type ProposalKind = keyof typeof proposalForms;
export const proposalKinds = Object.keys(proposalForms) as [ProposalKind, ...ProposalKind[]]; // keys of a literal

/** Whether a text names what can be sent in. */
export function isProposalKind(text: string): text is ProposalKind {
	return Object.hasOwn(proposalForms, text);
}

/** Codes of what is wrong, by field. */
export type FieldFaults = Readonly<Record<string, string>>;

/** What a new term takes over from the one before, besides what the form asks for: what a registration covers, what it came by. */
const takenOver: Partial<Record<ProposalKind, readonly string[]>> = {
	licence: ['board', 'coversInterpretation', 'coversCitation', 'issuedViaImlc', 'splState']
};

/** What is said of everything that comes in this way until somebody has checked it. */
const assumed: Partial<Record<ProposalKind, Readonly<Record<string, unknown>>>> = {
	licence: { status: 'active' },
	'board-certificate': { status: 'active', meetsMoc: 'unknown' }
};

/** A field that is left empty: where a term ends, and where somebody sits abroad, that says something. */
const emptyOf = ({ name, form }: ProposalField): null | undefined =>
	(form === 'day' && name !== 'issuedOn') || form === 'state' ? null : undefined;

/**
 * The credential that a form says, or what is wrong with its fields.
 * @param renewed the body of the term that it follows, for what the form does not ask
 */
export function credentialOf(
	kind: ProposalKind,
	given: Readonly<Record<string, string | undefined>>,
	renewed: Readonly<Record<string, unknown>> | null = null
): Result<Credential, FieldFaults> {
	const faults: Record<string, string> = {};
	const body: Record<string, unknown> = { ...assumed[kind] };
	for (const name of takenOver[kind] ?? []) if (renewed?.[name] !== undefined) body[name] = renewed[name];
	for (const field of proposalForms[kind].fields) {
		const text = (given[field.name] ?? '').trim();
		if (text === '') {
			if (field.isRequired) faults[field.name] = field.form === 'choice' ? 'choose-one' : 'required';
			const empty = emptyOf(field);
			if (empty !== undefined) body[field.name] = empty;
			continue;
		}
		const value = valueOf(field, text);
		if (value.ok) body[field.name] = value.value;
		else faults[field.name] = value.error;
	}
	const [from, to] = proposalForms[kind].days.map((name) => body[name]);
	if (typeof from === 'string' && typeof to === 'string' && to < from) {
		faults[proposalForms[kind].days[1]] = 'days-reversed';
	}
	if (Object.keys(faults).length > 0) return err(faults);
	const parsed = credentialKinds[kind].safeParse(body);
	if (parsed.success) return ok({ kind, body: parsed.data } as Credential); // the body is of that very kind
	for (const { path, code } of parsed.error.issues) {
		faults[String(path[0] ?? 'form')] ??= code === 'too_big' ? 'too-long' : 'not-understood';
	}
	return err(faults);
}

function valueOf({ form, options }: ProposalField, text: string): Result<unknown, string> {
	switch (form) {
		case 'day':
			return isCalendarDay(text) ? ok(text) : err('not-a-day');
		case 'choice':
			return options?.includes(text) ? ok(text) : err('choose-one');
		case 'states': {
			const states = text.toUpperCase().split(/[\s,;]+/u);
			return states.every((state) => /^([A-Z]{2}|\*)$/.test(state))
				? ok([...new Set(states)])
				: err('not-states');
		}
		case 'amount': {
			const amount = Number(text.replaceAll(/[\s,$]/gu, ''));
			return Number.isSafeInteger(amount) && amount >= 0 ? ok(amount) : err('not-a-whole-number');
		}
		case 'jurisdiction':
		case 'state':
		case 'words':
		case 'long':
			return ok(text);
	}
}

/** What the fields of the form say for a credential; the days of its term are left out where it is to be renewed. */
export function fieldsOf(
	kind: ProposalKind,
	body: Readonly<Record<string, unknown>>,
	{ isRenewed = false }: { readonly isRenewed?: boolean } = {}
): Record<string, string> {
	const { fields, days } = proposalForms[kind];
	const left: readonly string[] = isRenewed ? days : [];
	return Object.fromEntries(
		fields.flatMap(({ name }: ProposalField) => {
			const value = body[name];
			if (value === null || value === undefined || left.includes(name)) return [];
			return [[name, Array.isArray(value) ? value.join(', ') : String(value)]];
		})
	);
}

/** Whether two things that were sent in say the same. */
export function saysTheSame(one: Proposed, other: Proposed): boolean {
	return saidBy(one) === saidBy(other);
}

/** Who has seen a certificate and of what an activity is a copy is added at the desk, and no part of what was sent. */
function saidBy({ kind, body }: Proposed): string {
	if (kind !== 'cme-activity') return canonicalJson([kind, body]);
	const { verifiedBy: _by, verifiedOn: _on, duplicateOf: _copy, ...record } = body.record;
	return canonicalJson([kind, record]);
}

/** Terms of the same thing have the same key: the newest of them is what its holder has. */
export function thingOf(credential: Credential): string {
	const { kind, body } = credential;
	const { place } = spanOf(credential);
	const more =
		kind === 'licence'
			? body.pathway
			: kind === 'board-certificate'
				? body.certificate
				: kind === 'privilege'
					? (body.category ?? '')
					: '';
	return [kind, place, more].join('|');
}
