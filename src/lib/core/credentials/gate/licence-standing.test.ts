import { describe, expect, it } from 'vitest';
import { licenceStatuses } from '#lib/core/credentials/licence-status.ts';
import { pathways } from '#lib/core/credentials/pathway.ts';
import type { GateRead } from './question.ts';
import { answerTo, ask, type Row } from './test-questions.ts';
import { aLicence, withLicences } from './test-records.ts';

function holds(rows: readonly Row[]): void {
	for (const [what, given, ...expected] of rows) it(what, () => expect(answerTo(given)).toEqual(expected));
}

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
