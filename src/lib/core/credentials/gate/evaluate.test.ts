import { describe, expect, it } from 'vitest';
import type { FactBasis } from '#lib/core/credentials/fact.ts';
import { licenceStatuses } from '#lib/core/credentials/licence-status.ts';
import { pathways } from '#lib/core/credentials/pathway.ts';
import { evaluateGate, GATE_VERSION } from './evaluate.ts';
import { bareGatePolicy, type GatePolicy } from './policy.ts';
import type { GateRead } from './question.ts';
import type { CredentialRecords } from './records.ts';
import { aGateRead, aLicence, aPrivilege, withLicences } from './test-records.ts';

type Given = {
	read?: Partial<GateRead>;
	records?: CredentialRecords;
	policy?: Partial<GatePolicy>;
	knownAt?: string;
};

function ask({ read, records, policy, knownAt }: Given) {
	return evaluateGate({
		read: aGateRead(read),
		records: records ?? withLicences(aLicence()),
		policy: { ...bareGatePolicy, ...policy },
		knownAt: knownAt === undefined ? null : Date.parse(knownAt)
	});
}

/** `[what, given, outcome, reasons…]` */
type Row = readonly [string, Given, string, ...string[]];

function holds(rows: readonly Row[]): void {
	for (const [what, given, outcome, ...reasons] of rows) {
		it(what, () => {
			const result = ask(given);
			expect([result.outcome, ...result.reasons]).toEqual([outcome, ...reasons]);
		});
	}
}

const basis: FactBasis = { rule: 'a rule', source: 'a source', verified: true, isOwn: false };
const doubtful: FactBasis = { ...basis, verified: false };
const at = (signedAt: string): Partial<GateRead> => ({ signedAt: Date.parse(signedAt) });

describe('the term of a licence', () => {
	const california = { serviceState: 'CA', facilityTimeZone: 'America/Los_Angeles' };
	const endsInMay = withLicences(aLicence({ jurisdiction: 'CA', expiresOn: '2026-05-31' }));
	const gap = withLicences(
		aLicence({ issuedOn: '2022-01-01', expiresOn: '2026-01-31' }),
		aLicence({ issuedOn: '2026-02-20', expiresOn: '2028-01-31' })
	);
	const leap = withLicences(aLicence({ expiresOn: '2024-02-29' }));
	holds([
		['covers the read in its midst', {}, 'pass'],
		[
			'is valid through the last second of its last day at the facility',
			{ read: { ...california, ...at('2026-06-01T06:59:59.999Z') }, records: endsInMay },
			'pass'
		],
		[
			'ends at the midnight of the facility after its last day',
			{ read: { ...california, ...at('2026-06-01T07:00:00Z') }, records: endsInMay },
			'fail',
			'licence-expired'
		],
		['begins on its first day', { records: withLicences(aLicence({ issuedOn: '2026-05-10' })) }, 'pass'],
		[
			'has not begun the day before',
			{ records: withLicences(aLicence({ issuedOn: '2026-05-11' })) },
			'fail',
			'no-active-licence'
		],
		[
			'of another state is none',
			{ records: withLicences(aLicence({ jurisdiction: 'OK' })) },
			'fail',
			'no-active-licence'
		],
		[
			'that was renewed late leaves a gap',
			{ read: at('2026-02-10T15:00:00Z'), records: gap },
			'fail',
			'licence-expired'
		],
		[
			'that was renewed late holds again after the gap',
			{ read: at('2026-02-20T15:00:00Z'), records: gap },
			'pass'
		],
		['that was renewed late held before the gap', { read: at('2026-01-31T15:00:00Z'), records: gap }, 'pass'],
		['that ends on 29 February holds on it', { read: at('2024-02-29T15:00:00Z'), records: leap }, 'pass'],
		[
			'that ends on 29 February does not hold on 1 March',
			{ read: at('2024-03-01T15:00:00Z'), records: leap },
			'fail',
			'licence-expired'
		],
		[
			'of a study that crosses midnight is asked for at the signing, not at the images: before',
			{ read: at('2026-05-11T04:59:00Z'), records: withLicences(aLicence({ expiresOn: '2026-05-10' })) },
			'pass'
		],
		[
			'of a study that crosses midnight is asked for at the signing, not at the images: after',
			{ read: at('2026-05-11T05:01:00Z'), records: withLicences(aLicence({ expiresOn: '2026-05-10' })) },
			'fail',
			'licence-expired'
		],
		[
			'without an end holds for ever',
			{ read: at('2090-01-01T12:00:00Z'), records: withLicences(aLicence({ expiresOn: null })) },
			'pass'
		]
	]);

	it('that has the least to warn of counts, and among equals the one that lasts longest', () => {
		const terms = [
			aLicence({ id: 'restricted', status: 'probation', restrictionReviewed: true, expiresOn: '2030-01-01' }),
			aLicence({ id: 'short', expiresOn: '2026-12-31' }),
			aLicence({ id: 'long', expiresOn: '2028-12-31' })
		];
		for (const licences of [terms, terms.toReversed()]) {
			const result = ask({ records: { licences } });
			expect([result.outcome, result.licence?.id]).toEqual(['pass', 'long']);
		}
	});

	it('among those with as much to warn of is the same in any order', () => {
		const terms = [
			aLicence({ status: 'probation', restrictionReviewed: true, lastVerifiedOn: '2026-05-01' }),
			aLicence({ lastVerifiedOn: null })
		];
		for (const licences of [terms, terms.toReversed()]) {
			const { reasons } = ask({ records: { licences }, policy: { verificationMaxAgeDays: 30 } });
			expect(reasons).toEqual(['licence-restricted']);
		}
	});
});

describe('grace', () => {
	const alabama = withLicences(
		aLicence({ jurisdiction: 'AL', expiresOn: '2025-12-31', graceUntil: '2026-01-31' })
	);
	const read = (signedAt: string) => ({ serviceState: 'AL', ...at(signedAt) });
	holds([
		[
			'warns of nothing on the nominal last day',
			{ read: read('2025-12-31T18:00:00Z'), records: alabama },
			'pass'
		],
		[
			'warns from the day after',
			{ read: read('2026-01-01T18:00:00Z'), records: alabama },
			'pass-with-warning',
			'licence-in-grace'
		],
		[
			'lasts through its last day',
			{ read: read('2026-02-01T05:59:59Z'), records: alabama },
			'pass-with-warning',
			'licence-in-grace'
		],
		['ends with it', { read: read('2026-02-01T06:00:00Z'), records: alabama }, 'fail', 'licence-expired'],
		[
			'that ends before the term shortens nothing',
			{ records: withLicences(aLicence({ expiresOn: '2026-05-31', graceUntil: '2026-01-31' })) },
			'pass'
		]
	]);
});

describe('the status of a licence', () => {
	const outcomes: Record<(typeof licenceStatuses)[number], readonly string[]> = {
		active: ['pass'],
		'active-grace': ['pass'],
		probation: ['fail', 'licence-restricted-unreviewed'],
		restricted: ['fail', 'licence-restricted-unreviewed'],
		inactive: ['fail', 'no-active-licence'],
		retired: ['fail', 'no-active-licence'],
		expired: ['fail', 'licence-expired'],
		lapsed: ['fail', 'licence-expired'],
		denied: ['fail', 'no-active-licence'],
		pending: ['fail', 'no-active-licence'],
		unknown: ['fail', 'no-active-licence'],
		suspended: ['fail', 'licence-suspended'],
		revoked: ['fail', 'licence-suspended'],
		surrendered: ['fail', 'licence-suspended']
	};
	it.each(licenceStatuses.map((status) => [status, outcomes[status]] as const))(
		'%s gives %j',
		(status, expected) => {
			const { outcome, reasons } = ask({ records: withLicences(aLicence({ status })) });
			expect([outcome, ...reasons]).toEqual(expected);
		}
	);

	const suspended = aLicence({ status: 'suspended', expiresOn: '2026-04-30' });
	holds([
		[
			'probation passes with a warning where somebody has reviewed it',
			{ records: withLicences(aLicence({ status: 'probation', restrictionReviewed: true })) },
			'pass-with-warning',
			'licence-restricted'
		],
		[
			'suspended stands beside an active licence of the same state',
			{ records: withLicences(aLicence(), aLicence({ status: 'suspended' })) },
			'fail',
			'licence-suspended'
		],
		[
			'suspended in another state does not',
			{ records: withLicences(aLicence(), aLicence({ status: 'suspended', jurisdiction: 'OK' })) },
			'pass'
		],
		[
			'suspended outlives the nominal end of its term',
			{ records: withLicences(suspended) },
			'fail',
			'licence-suspended'
		],
		[
			'suspended is over where the board has issued another term since',
			{ records: withLicences(suspended, aLicence({ issuedOn: '2026-05-01' })) },
			'pass'
		],
		[
			'suspended is over where that other term has ended too',
			{ records: withLicences(suspended, aLicence({ issuedOn: '2026-05-01', expiresOn: '2026-05-09' })) },
			'fail',
			'licence-expired'
		],
		[
			'suspended from tomorrow on bars nobody today',
			{ records: withLicences(aLicence(), aLicence({ status: 'suspended', issuedOn: '2026-05-11' })) },
			'pass'
		],
		[
			'gives only the gravest reason where no licence counts',
			{
				records: withLicences(
					aLicence({ expiresOn: '2025-01-01' }),
					aLicence({ status: 'probation' }),
					aLicence({ pathway: 'telehealth-registration' })
				)
			},
			'fail',
			'licence-restricted-unreviewed'
		]
	]);
});

describe('an order of a board', () => {
	const order = {
		jurisdiction: 'TX',
		imposes: 'suspended',
		effectiveOn: '2026-05-10',
		endsOn: null
	} as const;
	const by = (change: object) => ({
		records: { licences: [aLicence({ number: 'T1' })], boardOrders: [{ ...order, ...change }] }
	});
	holds([
		['bars from the day on which it takes effect', by({}), 'fail', 'licence-suspended'],
		['of a day to come bars nobody before it', by({ effectiveOn: '2026-05-11' }), 'pass'],
		[
			'bars through its last day',
			by({ effectiveOn: '2026-04-10', endsOn: '2026-05-10' }),
			'fail',
			'licence-suspended'
		],
		['is over the day after', by({ effectiveOn: '2026-04-10', endsOn: '2026-05-09' }), 'pass'],
		['that is stayed bars nobody', by({ isStayed: true }), 'pass'],
		['of another state bars nobody here', by({ jurisdiction: 'OK' }), 'pass'],
		[
			'of probation waits for a review',
			by({ imposes: 'probation' }),
			'fail',
			'licence-restricted-unreviewed'
		],
		[
			'of probation that was reviewed leaves a warning',
			by({ imposes: 'probation', restrictionReviewed: true }),
			'pass-with-warning',
			'licence-restricted'
		],
		[
			'of probation on another licence touches not this one',
			by({ imposes: 'probation', number: 'T2' }),
			'pass'
		],
		['that bars, bars whatever licence it names', by({ number: 'T2' }), 'fail', 'licence-suspended']
	]);
});

describe('the pathway of a licence', () => {
	const outcomes: Record<
		(typeof pathways)[number],
		readonly [final: string, preliminary: string, said: string]
	> = {
		full: ['pass', 'pass', 'pass'],
		'imlc-expedited-full': ['pass', 'pass', 'pass'],
		'teleradiology-status': ['pass', 'pass', 'pass'],
		temporary: ['pass', 'pass', 'pass'],
		telemedicine: ['fail', 'fail', 'pass'],
		'special-purpose': ['fail', 'fail', 'pass'],
		'telehealth-registration': ['fail', 'fail', 'pass'],
		limited: ['fail', 'fail', 'pass'],
		training: ['fail', 'pass', 'fail'],
		'federal-exempt': ['fail', 'fail', 'fail']
	};
	it.each(pathways.map((pathway) => [pathway, ...outcomes[pathway]] as const))(
		'%s: a final read %s, a preliminary one %s, a final one where it is recorded that it covers interpretation %s',
		(pathway, final, preliminary, said) => {
			const read = (kind: GateRead['kind'], coversInterpretation: boolean) =>
				ask({ read: { kind }, records: withLicences(aLicence({ pathway, coversInterpretation })) });
			const results = [read('final', false), read('preliminary', false), read('final', true)];
			expect(results.map(({ outcome }) => outcome)).toEqual([final, preliminary, said]);
			for (const { outcome, reasons } of results)
				expect(reasons).toEqual(outcome === 'fail' ? ['registration-does-not-cover-interpretation'] : []);
		}
	);

	it('of an attending counts for the addendum that the attending signs to a read of somebody else', () => {
		const addendum = { kind: 'addendum', payer: 'medicare', readerLocation: { country: 'IN' } } as const;
		expect(ask({ read: { kind: 'addendum' } }).outcome).toBe('pass');
		expect(ask({ read: { kind: 'addendum' }, records: {} }).reasons).toEqual(['no-active-licence']);
		expect(ask({ read: addendum }).reasons).toEqual(['outside-us-medicare']);
	});
});

describe('a licence by the compact', () => {
	const uncertain = { compactUncertain: [{ jurisdiction: 'MI', since: '2026-03-28', basis: doubtful }] };
	const michigan = (change: object = {}) =>
		withLicences(aLicence({ jurisdiction: 'MI', issuedViaImlc: true, splState: 'OH', ...change }));
	const read = { serviceState: 'MI' };
	holds([
		[
			'of a state whose membership is uncertain passes with a warning',
			{ read, policy: uncertain, records: michigan() },
			'pass-with-warning',
			'compact-membership-uncertain'
		],
		[
			'that was verified since does not warn',
			{ read, policy: uncertain, records: michigan({ lastVerifiedOn: '2026-03-28' }) },
			'pass'
		],
		[
			'that was verified before that warns',
			{ read, policy: uncertain, records: michigan({ lastVerifiedOn: '2026-03-27' }) },
			'pass-with-warning',
			'compact-membership-uncertain'
		],
		[
			'did not warn before that day',
			{ read: { ...read, ...at('2026-03-27T15:00:00Z') }, policy: uncertain, records: michigan() },
			'pass'
		],
		[
			'is not meant where the licence was issued by the board itself',
			{ read, policy: uncertain, records: michigan({ issuedViaImlc: false }) },
			'pass'
		],
		[
			'warns while the licence at home is under discipline',
			{
				read,
				records: {
					...michigan(),
					boardOrders: [{ jurisdiction: 'OH', imposes: 'probation', effectiveOn: '2026-01-01', endsOn: null }]
				}
			},
			'pass-with-warning',
			'compact-home-licence-disciplined'
		]
	]);

	it('carries the doubtful fact along', () => {
		expect(ask({ read, policy: uncertain, records: michigan() }).basis).toEqual([doubtful]);
	});
});

describe('a state that needs no licence', () => {
	const oregon = (outsideOnly: boolean, because: FactBasis = basis) => ({
		noLicenceNeeded: [{ jurisdiction: 'OR', outsideOnly, basis: because }]
	});
	const read = { serviceState: 'OR' };
	const sitsThere = { ...read, readerLocation: { country: 'US', state: 'OR' } };
	holds([
		['asks for none', { read, policy: oregon(true) }, 'pass'],
		[
			'asks it of a reader who sits there',
			{ read: sitsThere, policy: oregon(true) },
			'fail',
			'no-active-licence'
		],
		['asks nobody where its rule is for all', { read: sitsThere, policy: oregon(false) }, 'pass'],
		[
			'still bars whom its board has suspended',
			{
				read,
				policy: oregon(true),
				records: withLicences(aLicence({ jurisdiction: 'OR', status: 'suspended' }))
			},
			'fail',
			'licence-suspended'
		],
		[
			'warns where nobody has verified that rule',
			{ read, policy: oregon(true, doubtful) },
			'pass-with-warning',
			'rule-unverified'
		]
	]);
});

describe('a federal facility', () => {
	const read = { serviceState: 'NM', federalSystem: 'va' } as const;
	const anyState = (coversAll: boolean, because: FactBasis = basis) => ({
		anyStateLicence: [{ system: 'va', coversAll, basis: because } as const]
	});
	const covered = aLicence({ jurisdiction: 'federal-va', pathway: 'federal-exempt', expiresOn: null });
	holds([
		['takes a full licence of any state', { read, policy: anyState(true) }, 'pass'],
		['asks for one all the same', { read, policy: anyState(true), records: {} }, 'fail', 'no-active-licence'],
		[
			'takes no registration for one',
			{
				read,
				policy: anyState(true),
				records: withLicences(aLicence({ pathway: 'telemedicine', coversInterpretation: true }))
			},
			'fail',
			'no-active-licence'
		],
		[
			'asks the state of whom its law does not cover',
			{ read, policy: anyState(false) },
			'fail',
			'no-active-licence'
		],
		[
			'knows who is covered by a term of their own',
			{ read, policy: anyState(false), records: withLicences(aLicence(), covered) },
			'pass'
		],
		[
			'of another system is not meant',
			{ read: { ...read, federalSystem: 'ihs' }, policy: anyState(true) },
			'fail',
			'no-active-licence'
		],
		[
			'takes nobody whom any board has suspended',
			{
				read,
				policy: anyState(true),
				records: withLicences(aLicence(), aLicence({ jurisdiction: 'UT', status: 'revoked' }))
			},
			'fail',
			'licence-suspended'
		],
		[
			'warns where nobody has verified its rule',
			{ read, policy: anyState(true, doubtful) },
			'pass-with-warning',
			'rule-unverified'
		],
		['needs no state of service', { read: { ...read, serviceState: null }, policy: anyState(true) }, 'pass'],
		[
			'does not ask for a licence where the reader sits',
			{ read: { ...read, readerLocation: { country: 'US', state: 'NY' } }, policy: anyState(true) },
			'pass'
		]
	]);
});

describe('Medicare', () => {
	const medicare = (country: string | null, kind: GateRead['kind'] = 'final') => ({
		read: { payer: 'medicare', kind, readerLocation: country === null ? null : { country } }
	});
	const inIndia = { from: '2026-05-01', to: '2026-05-31', country: 'IN' };
	holds([
		...['US', 'PR', 'VI', 'GU', 'AS', 'MP'].map((country): Row => [
			`pays for a final read signed in ${country}`,
			medicare(country),
			'pass'
		]),
		['does not pay for one signed in India', medicare('IN'), 'fail', 'outside-us-medicare'],
		['is not asked about a preliminary one', medicare('IN', 'preliminary'), 'pass'],
		['cannot be judged without the place', medicare(null), 'not-determinable', 'reader-location-unknown'],
		['cannot be judged with an empty country', medicare(''), 'not-determinable', 'reader-location-unknown'],
		[
			'without the place fails where something else does',
			{ ...medicare(null), records: {} },
			'fail',
			'no-active-licence',
			'reader-location-unknown'
		],
		[
			'takes the place that was attested for the day',
			{ ...medicare(null), records: { ...withLicences(aLicence()), workLocations: [inIndia] } },
			'fail',
			'outside-us-medicare'
		],
		[
			'takes the place of the read before an attested one',
			{ ...medicare('US'), records: { ...withLicences(aLicence()), workLocations: [inIndia] } },
			'pass'
		],
		[
			'takes no place that was attested for another day',
			{
				...medicare(null),
				records: { ...withLicences(aLicence()), workLocations: [{ ...inIndia, to: '2026-05-09' }] }
			},
			'not-determinable',
			'reader-location-unknown'
		],
		[
			'takes the later of two places',
			{
				...medicare(null),
				records: {
					...withLicences(aLicence()),
					workLocations: [{ from: '2026-05-10', country: 'US' }, inIndia]
				}
			},
			'pass'
		]
	]);
});

describe('the place of the reader', () => {
	const sits = (state: string) => ({ readerLocation: { country: 'US', state } });
	holds([
		['in the state of service needs nothing more', { read: sits('TX') }, 'pass'],
		[
			'in another state without a licence there warns',
			{ read: sits('NY') },
			'pass-with-warning',
			'reader-state-licence-missing'
		],
		[
			'in another state with a licence there does not',
			{ read: sits('NY'), records: withLicences(aLicence(), aLicence({ jurisdiction: 'NY' })) },
			'pass'
		],
		[
			'in another state with a licence there that has ended warns',
			{
				read: sits('NY'),
				records: withLicences(aLicence(), aLicence({ jurisdiction: 'NY', expiresOn: '2026-05-09' }))
			},
			'pass-with-warning',
			'reader-state-licence-missing'
		],
		[
			'abroad warns of nothing where Medicare does not pay',
			{ read: { readerLocation: { country: 'AU' } } },
			'pass'
		],
		[
			'stays a warning beside a failure',
			{ read: sits('NY'), records: withLicences(aLicence({ jurisdiction: 'NY', status: 'expired' })) },
			'fail',
			'no-active-licence',
			'reader-state-licence-missing'
		]
	]);
});

describe('the state of service', () => {
	const unknown = { read: { serviceState: '' } };
	holds([
		['that nobody knows leaves it open', unknown, 'not-determinable', 'service-state-unknown'],
		[
			'is the one of the facility where the read says none',
			{ read: { serviceState: null, facilityState: 'TX' } },
			'pass'
		],
		[
			'is the one of the read, as for a mobile unit, before that of the facility',
			{ read: { serviceState: 'OK', facilityState: 'TX' } },
			'fail',
			'no-active-licence'
		],
		[
			'that nobody knows does not hide what fails',
			{
				...unknown,
				records: { ...withLicences(aLicence()), exclusions: [{ list: 'SAM', from: '2026-01-01' }] }
			},
			'fail',
			'excluded',
			'service-state-unknown'
		]
	]);

	it.each(['', 'Mars/Olympus'])('cannot be judged in the zone %j', (facilityTimeZone) => {
		const { outcome, reasons, day } = ask({ read: { facilityTimeZone } });
		expect([outcome, reasons, day]).toEqual(['not-determinable', ['facility-time-zone-unknown'], null]);
	});
});

describe('privileges', () => {
	const policy = { requirePrivilege: true };
	const by = (change: object = {}) => ({
		policy,
		records: { licences: [aLicence()], privileges: [aPrivilege(change)] }
	});
	const proxy = { agreementFrom: '2026-01-01', agreementTo: '2026-12-31', privilegedThereUntil: null };
	holds([
		['for the facility and the modality are enough', by(), 'pass'],
		['are not asked for unless the policy does', { records: withLicences(aLicence()) }, 'pass'],
		['are missing where there are none', { policy }, 'fail', 'no-privilege'],
		['for another modality are none', by({ modalities: ['MR'] }), 'fail', 'no-privilege'],
		['for another facility are none', by({ facility: 'south' }), 'fail', 'no-privilege'],
		['for all modalities name none', by({ modalities: undefined }), 'pass'],
		['hold on their last day', by({ to: '2026-05-10' }), 'pass'],
		['do not hold the day after', by({ to: '2026-05-09' }), 'fail', 'no-privilege'],
		['by proxy hold while the agreement does', by({ byProxy: proxy }), 'pass'],
		[
			'by proxy end with the agreement',
			by({ byProxy: { ...proxy, agreementTo: '2026-05-09' } }),
			'fail',
			'no-privilege'
		],
		[
			'by proxy do not begin before it',
			by({ byProxy: { ...proxy, agreementFrom: '2026-05-11' } }),
			'fail',
			'no-privilege'
		],
		[
			'by proxy end with the privilege at the distant site',
			by({ byProxy: { ...proxy, privilegedThereUntil: '2026-05-09' } }),
			'fail',
			'no-privilege'
		],
		[
			'by proxy do not stand for the licence of the state of the hospital',
			{ policy, records: { privileges: [aPrivilege({ byProxy: proxy })] } },
			'fail',
			'no-active-licence'
		]
	]);
});

describe('MQSA, exclusions and malpractice', () => {
	const licences = [aLicence()];
	const mammogram = (to: string | null) => ({
		read: { modality: 'MG' },
		records: { licences, mqsa: [{ from: '2024-01-01', to }] }
	});
	const excluded = (change: object) => ({
		records: { licences, exclusions: [{ list: 'LEIE', from: '2026-05-01', ...change }] }
	});
	const cover = (states: string[], to = '2026-12-31') => ({
		policy: { requireMalpractice: true },
		records: { licences, malpractice: [{ from: '2026-01-01', to, states }] }
	});
	holds([
		['a mammogram needs a term of MQSA', { read: { modality: 'MG' } }, 'fail', 'mqsa-not-current'],
		['a term of MQSA holds on its last day', mammogram('2026-05-10'), 'pass'],
		['a term of MQSA does not hold the day after', mammogram('2026-05-09'), 'fail', 'mqsa-not-current'],
		['a term of MQSA may have no end', mammogram(null), 'pass'],
		['another modality needs none', { records: { licences, mqsa: [] } }, 'pass'],
		['an exclusion stands from its first day', excluded({ from: '2026-05-10' }), 'fail', 'excluded'],
		['an exclusion does not stand the day before', excluded({ from: '2026-05-11' }), 'pass'],
		['an exclusion stands until the day before its end', excluded({ to: '2026-05-11' }), 'fail', 'excluded'],
		['an exclusion does not stand on the day of its end', excluded({ to: '2026-05-10' }), 'pass'],
		['a match that was cleared is of somebody else', excluded({ isCleared: true }), 'pass'],
		[
			'an exclusion that is waived in the state of service does not stand there',
			excluded({ waivedIn: ['TX'] }),
			'pass'
		],
		['an exclusion that is waived elsewhere stands', excluded({ waivedIn: ['OK'] }), 'fail', 'excluded'],
		['cover for the state is enough', cover(['OK', 'TX']), 'pass'],
		['cover for all states is enough', cover(['*']), 'pass'],
		['cover for another state is none', cover(['OK']), 'fail', 'malpractice-missing'],
		['cover of which nobody knows the states is none', cover([]), 'fail', 'malpractice-missing'],
		['cover that has ended is none', cover(['TX'], '2026-05-09'), 'fail', 'malpractice-missing'],
		['cover is not asked for unless the policy does', { records: { licences, malpractice: [] } }, 'pass']
	]);
});

describe('a check at the source', () => {
	const policy = { verificationMaxAgeDays: 30 };
	const licence = (lastVerifiedOn: string | null) => aLicence({ id: 'l1', lastVerifiedOn });
	const check = (verifiedOn: string, result: 'confirmed' | 'not-found' = 'confirmed', of = 'l1') => ({
		of,
		verifiedOn,
		result
	});
	const by = (last: string | null, ...verifications: ReturnType<typeof check>[]) => ({
		policy,
		records: { licences: [licence(last)], verifications }
	});
	holds([
		['holds for as many days as the policy says', by('2026-04-10'), 'pass'],
		['is stale a day later', by('2026-04-09'), 'pass-with-warning', 'verification-stale'],
		['that never was is stale', by(null), 'pass-with-warning', 'verification-stale'],
		['of a row of its own counts', by(null, check('2026-04-10')), 'pass'],
		[
			'of another licence does not',
			by(null, check('2026-04-10', 'confirmed', 'l2')),
			'pass-with-warning',
			'verification-stale'
		],
		[
			'that found it otherwise takes the earlier one back',
			by('2026-04-10', check('2026-05-01', 'not-found')),
			'pass-with-warning',
			'verification-stale'
		],
		[
			'that confirmed it again counts',
			by(null, check('2026-05-01', 'not-found'), check('2026-05-02')),
			'pass'
		],
		['after the read is not stale for it', by('2026-08-01'), 'pass'],
		['is not asked for unless the policy does', { records: withLicences(licence(null)) }, 'pass']
	]);
});

describe('what was known', () => {
	const recorded = (text: string) => Date.parse(text);
	const lapse = aLicence({
		id: 'old',
		expiresOn: '2026-01-31',
		recordedAt: recorded('2024-02-01T00:00:00Z')
	});
	const reinstated = aLicence({
		issuedOn: '2026-02-01',
		expiresOn: '2028-01-31',
		recordedAt: recorded('2026-02-20T00:00:00Z')
	});
	const backdated = { read: at('2026-02-10T15:00:00Z'), records: withLicences(lapse, reinstated) };
	const corrected = aLicence({
		id: 'right',
		supersedes: 'old',
		expiresOn: '2026-01-21',
		recordedAt: recorded('2026-03-01T00:00:00Z')
	});
	const mistyped = { read: at('2026-01-25T15:00:00Z'), records: withLicences(lapse, corrected) };
	const takenBack = aLicence({
		supersedes: 'old',
		isVoid: true,
		recordedAt: recorded('2026-03-01T00:00:00Z')
	});
	holds([
		[
			'then: a reinstatement that was backdated later did not exist',
			{ ...backdated, knownAt: '2026-02-10T15:00:00Z' },
			'fail',
			'licence-expired'
		],
		['now: the same reinstatement covers the read', backdated, 'pass'],
		['at the very instant of recording counts', { ...backdated, knownAt: '2026-02-20T00:00:00Z' }, 'pass'],
		[
			'a millisecond before does not',
			{ ...backdated, knownAt: '2026-02-19T23:59:59.999Z' },
			'fail',
			'licence-expired'
		],
		[
			'then: a row that was corrected later stood as it was',
			{ ...mistyped, knownAt: '2026-02-01T00:00:00Z' },
			'pass'
		],
		['now: the correction holds and the row does not', mistyped, 'fail', 'licence-expired'],
		[
			'now: a row that was taken back is none, and neither is the taking back',
			{ read: at('2026-01-25T15:00:00Z'), records: withLicences(lapse, takenBack) },
			'fail',
			'no-active-licence'
		],
		[
			'then: an order that was recorded later did not bar',
			{
				knownAt: '2026-05-11T00:00:00Z',
				records: {
					licences: [aLicence()],
					boardOrders: [
						{
							jurisdiction: 'TX',
							imposes: 'revoked',
							effectiveOn: '2026-05-01',
							endsOn: null,
							recordedAt: recorded('2026-06-01T00:00:00Z')
						}
					]
				}
			},
			'pass'
		]
	]);
});

describe('the answer', () => {
	it('names its day, its licence and the version of its rules', () => {
		const result = ask({ policy: { packVersion: 'us-licensure 2026-11-21' } });
		expect(result).toEqual({
			outcome: 'pass',
			reasons: [],
			day: '2026-05-10',
			licence: aLicence(),
			basis: [],
			ruleVersion: `${GATE_VERSION} us-licensure 2026-11-21`
		});
	});

	it('gives every reason once, failures before warnings', () => {
		const { reasons } = ask({
			read: { payer: 'medicare', modality: 'MG', readerLocation: { country: 'US', state: 'NY' } },
			records: {
				licences: [aLicence({ lastVerifiedOn: null })],
				exclusions: [
					{ list: 'SAM', from: '2020-01-01' },
					{ list: 'LEIE', from: '2020-01-01' }
				]
			},
			policy: { requirePrivilege: true, requireMalpractice: true, verificationMaxAgeDays: 30 }
		});
		expect(reasons).toEqual([
			'no-privilege',
			'mqsa-not-current',
			'excluded',
			'malpractice-missing',
			'verification-stale',
			'reader-state-licence-missing'
		]);
	});
});
