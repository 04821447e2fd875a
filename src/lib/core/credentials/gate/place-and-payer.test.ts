import { describe, expect, it } from 'vitest';
import type { FactBasis } from '#lib/core/credentials/fact.ts';
import type { GateRead } from './question.ts';
import { answerTo, ask, basis, doubtful, type Row } from './test-questions.ts';
import { aLicence, withLicences } from './test-records.ts';

function holds(rows: readonly Row[]): void {
	for (const [what, given, ...expected] of rows) it(what, () => expect(answerTo(given)).toEqual(expected));
}

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
