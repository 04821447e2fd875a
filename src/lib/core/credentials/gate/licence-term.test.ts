import { describe, expect, it } from 'vitest';
import { answerTo, ask, at, doubtful, type Row } from './test-questions.ts';
import { aLicence, withLicences } from './test-records.ts';

function holds(rows: readonly Row[]): void {
	for (const [what, given, ...expected] of rows) it(what, () => expect(answerTo(given)).toEqual(expected));
}

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
