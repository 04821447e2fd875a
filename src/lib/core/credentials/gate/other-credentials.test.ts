import { describe, expect, it } from 'vitest';
import { GATE_VERSION } from './evaluate.ts';
import { answerTo, ask, at, type Row } from './test-questions.ts';
import { aLicence, aPrivilege, withLicences } from './test-records.ts';

function holds(rows: readonly Row[]): void {
	for (const [what, given, ...expected] of rows) it(what, () => expect(answerTo(given)).toEqual(expected));
}

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
