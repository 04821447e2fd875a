import { describe, expect, it } from 'vitest';
import { credentialKindNames, type Credential, type CredentialKind } from '#lib/core/credentials/kinds.ts';
import { getValue } from '#lib/core/result.ts';
import { isSameTerm, notesOn } from './notes.ts';
import { parseCredential, typedOf, type Typed } from './parse.ts';

const licence: Typed = {
	jurisdiction: 'TX',
	number: 'T123',
	pathway: 'full',
	statusRaw: 'Active',
	issuedOn: '2026-01-01',
	expiresOn: '2027-12-31'
};
const parse = (kind: CredentialKind, typed: Typed) => parseCredential({ kind, typed, ownWords: {} });
const credential = (kind: CredentialKind, typed: Typed): Credential => getValue(parse(kind, typed));
const faults = (kind: CredentialKind, typed: Typed) => {
	const parsed = parse(kind, typed);
	return parsed.ok ? {} : parsed.error;
};

const typedByKind: Readonly<Record<CredentialKind, Typed>> = {
	licence: { ...licence, issuedViaImlc: 'yes', splState: 'CO', graceUntil: '2028-01-30' },
	'board-order': {
		jurisdiction: 'TX',
		imposes: 'suspended',
		description: 'Suspended.',
		effectiveOn: '2027-01-01'
	},
	verification: {
		of: 'row',
		verifiedOn: '2026-02-01',
		result: 'confirmed',
		sourceName: 'TMB',
		sourceType: 'primary',
		method: 'web'
	},
	'compact-letter': { splState: 'CO', issuedOn: '2026-01-01', expiresOn: '2026-12-31' },
	'board-certificate': {
		board: 'ABR',
		certificate: 'Diagnostic Radiology',
		duration: 'continuous',
		status: 'active',
		meetsMoc: 'yes',
		effectiveOn: '2010-06-30'
	},
	privilege: {
		facility: 'f',
		modalities: 'CT, MR',
		from: '2026-01-01',
		proxySite: 'Hub Hospital',
		proxyFrom: '2026-01-01',
		proxyTo: '2027-01-01',
		proxyThereUntil: '2027-06-01'
	},
	malpractice: { carrier: 'C', states: 'TX, NM', form: 'tail', from: '2026-01-01', limitPerClaim: '1000000' },
	mqsa: { from: '2026-01-01', to: '2028-01-01' },
	exclusion: { list: 'LEIE', from: '2020-01-20', waivedIn: 'AK' },
	'work-location': { country: 'US', state: 'TX', from: '2026-01-01' },
	'person-fact': { fact: 'bornOn', value: '1970-02-03' }
};

describe('a credential that somebody types', () => {
	it.each(credentialKindNames)('comes back as it was typed: %s', (kind) => {
		const typed = typedByKind[kind];
		const { of: _, ...shown } = typed;
		expect(typedOf(credential(kind, typed))).toEqual(shown);
	});

	it('takes the status from the words of the board, and none where nobody knows them', () => {
		const statusOf = (statusRaw: string) => credential('licence', { ...licence, statusRaw }).body;
		expect(statusOf('Clear/Active')).toMatchObject({ status: 'active', statusRaw: 'Clear/Active' });
		expect(statusOf('Not actively disbarred')).toMatchObject({ status: 'unknown' });
	});

	it.each([
		['licence', { ...licence, jurisdiction: 'ZZ' }, { jurisdiction: 'choose-one' }],
		['licence', { ...licence, issuedOn: '2026-02-30' }, { issuedOn: 'not-a-day' }],
		['licence', { ...licence, expiresOn: '2025-01-01' }, { expiresOn: 'days-reversed' }],
		['licence', { ...licence, number: 'x'.repeat(21) }, { number: 'too-long|20|21' }],
		[
			'licence',
			{},
			{ jurisdiction: 'required', pathway: 'required', statusRaw: 'required', issuedOn: 'required' }
		],
		['malpractice', { ...typedByKind.malpractice, states: 'Texas' }, { states: 'field-invalid' }],
		['privilege', { ...typedByKind.privilege, proxySite: '' }, { proxySite: 'required' }],
		['privilege', { ...typedByKind.privilege, proxyTo: '2025-01-01' }, { proxyTo: 'days-reversed' }],
		['person-fact', { fact: 'bornOn', value: 'spring' }, { value: 'fact-value-invalid' }]
	] as const)('of kind %s is refused where it is wrong (%#)', (kind, typed, expected) => {
		expect(faults(kind, typed)).toEqual(expected);
	});
});

describe('what there is to say of a term', () => {
	const today = '2026-06-01';
	const notes = (typed: Typed, others: Typed[] = []) =>
		notesOn(credential('licence', typed), {
			others: others.map((other) => credential('licence', other)),
			today
		});
	const next = { ...licence, issuedOn: '2028-01-01', expiresOn: '2029-12-31' };

	it('is nothing of a renewal without a gap but that it begins later', () => {
		expect(notes(next, [licence])).toEqual(['begins-later']);
	});
	it('is a gap where days are left out, and an overlap where two hold at once', () => {
		expect(notes({ ...next, issuedOn: '2028-01-15' }, [licence])).toEqual(['gap', 'begins-later']);
		expect(notes({ ...next, issuedOn: '2027-12-31' }, [licence])).toEqual(['overlaps', 'begins-later']);
	});
	it('is that it is backdated, and that nobody knows the words', () => {
		expect(notes({ ...licence, statusRaw: 'odd' })).toEqual(['status-unknown', 'backdated']);
	});
	it('is from when an order bites', () => {
		const order = credential('board-order', typedByKind['board-order']);
		expect(notesOn(order, { others: [], today })).toEqual(['order-later']);
	});
	it('knows the same number and term twice', () => {
		const one = credential('licence', licence);
		expect(isSameTerm(one, credential('licence', { ...licence, statusRaw: 'Current' }))).toBe(true);
		expect(isSameTerm(one, credential('licence', next))).toBe(false);
	});
});
