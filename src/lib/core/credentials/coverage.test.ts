import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar-day.ts';
import { coverageOf, coverageSpans, turningDays } from './coverage.ts';
import { evaluateGateOn } from './gate/evaluate.ts';
import { bareGatePolicy, type GatePolicy } from './gate/policy.ts';
import type { CredentialRecords } from './gate/records.ts';
import { aGateRead, aLicence, aPrivilege, withLicences } from './gate/test-records.ts';

const policy: GatePolicy = { ...bareGatePolicy, requirePrivilege: true };
const privileges = [aPrivilege()];
const question = aGateRead();

function spansOf(records: CredentialRecords, by: GatePolicy = policy, from = '2026-05-10') {
	return coverageSpans({ question, records, policy: by, from }).map(({ from: start, through, result }) => [
		start,
		through,
		result.outcome
	]);
}

describe('the answers over time', () => {
	it('turn on the day after the last of a term, and back with the next', () => {
		const licences = [
			aLicence({ expiresOn: '2026-06-30', graceUntil: '2026-07-31' }),
			aLicence({ issuedOn: '2026-08-15', expiresOn: '2028-06-30' })
		];
		expect(spansOf({ licences, privileges })).toEqual([
			['2026-05-10', '2026-06-30', 'pass'],
			['2026-07-01', '2026-07-31', 'pass-with-warning'],
			['2026-08-01', '2026-08-14', 'fail'],
			['2026-08-15', '2026-12-31', 'pass'],
			['2027-01-01', '2028-06-30', 'fail'],
			['2028-07-01', null, 'fail']
		]);
	});

	it.each([
		[
			'an order of a day to come',
			{
				boardOrders: [{ jurisdiction: 'TX', imposes: 'suspended', effectiveOn: '2026-06-01', endsOn: null }]
			},
			'2026-06-01'
		],
		['an exclusion of a day to come', { exclusions: [{ list: 'SAM', from: '2026-06-02' }] }, '2026-06-02'],
		[
			'the end of an agreement by proxy',
			{
				privileges: [
					aPrivilege({
						byProxy: { agreementFrom: '2026-01-01', agreementTo: '2026-06-02', privilegedThereUntil: null }
					})
				]
			},
			'2026-06-03'
		],
		[
			'the end of the privilege at the distant site',
			{
				privileges: [
					aPrivilege({
						byProxy: { agreementFrom: '2026-01-01', agreementTo: null, privilegedThereUntil: '2026-06-03' }
					})
				]
			},
			'2026-06-04'
		]
	] as const)('turn with %s', (_what, change, day) => {
		const spans = spansOf({ ...withLicences(aLicence()), privileges, ...change });
		expect([spans[0]?.[2], spans[1]?.[0], spans[1]?.[2]]).toEqual(['pass', day, 'fail']);
	});

	it('come back on the day of reinstatement', () => {
		const exclusions = [{ list: 'SAM', from: '2026-01-01', to: '2026-06-01' }];
		expect(spansOf({ ...withLicences(aLicence()), privileges, exclusions }).slice(0, 2)).toEqual([
			['2026-05-10', '2026-05-31', 'fail'],
			['2026-06-01', '2026-12-31', 'pass']
		]);
	});

	it('warn from the day on which a check goes stale', () => {
		const records = { ...withLicences(aLicence({ lastVerifiedOn: '2026-05-01' })), privileges };
		expect(spansOf(records, { ...policy, verificationMaxAgeDays: 30 })[1]?.slice(0, 1)).toEqual([
			'2026-06-01'
		]);
	});

	it('warn from the day on which membership of the compact is uncertain', () => {
		const basis = { rule: 'TX compact', source: 'a source', verified: false, isOwn: false };
		const by = { ...policy, compactUncertain: [{ jurisdiction: 'TX', since: '2026-07-01', basis }] };
		const records = { ...withLicences(aLicence({ issuedViaImlc: true })), privileges };
		expect(spansOf(records, by).slice(0, 2)).toEqual([
			['2026-05-10', '2026-06-30', 'pass'],
			['2026-07-01', '2026-12-31', 'pass-with-warning']
		]);
	});

	it('miss no day: between two turns every day has the answer of its stretch', () => {
		const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-05-01', days));
		const span = { from: day, to: fc.option(day) };
		const records = fc.record({
			licences: fc.array(
				fc
					.record({
						issuedOn: day,
						expiresOn: day,
						graceUntil: fc.option(day),
						lastVerifiedOn: fc.option(day)
					})
					.map((change) => aLicence(change)),
				{ maxLength: 3 }
			),
			boardOrders: fc.array(
				fc.record({
					jurisdiction: fc.constant('TX'),
					imposes: fc.constantFrom('probation', 'suspended'),
					effectiveOn: day,
					endsOn: fc.option(day)
				}),
				{ maxLength: 2 }
			),
			privileges: fc.array(fc.record({ ...span, facility: fc.constant('north') }), { maxLength: 3 }),
			exclusions: fc.array(fc.record({ ...span, list: fc.constant('SAM') }), { maxLength: 1 }),
			workLocations: fc.array(
				fc.record({ ...span, country: fc.constantFrom('US', 'IN'), state: fc.constant('NY') }),
				{ maxLength: 2 }
			)
		});
		const by = { ...policy, verificationMaxAgeDays: 20 };
		const asked = { ...question, payer: 'medicare' };
		fc.assert(
			fc.property(records, (held) => {
				const spans = coverageSpans({ question: asked, records: held, policy: by, from: '2026-05-01' });
				for (let days = 0; days < 90; days += 1) {
					const on = addDays('2026-05-01', days);
					const stretch = spans.find(
						({ from, through }) => from <= on && (through === null || on <= through)
					);
					expect(stretch?.result.reasons).toEqual(evaluateGateOn(on, asked, held, by).reasons);
				}
			}),
			{ numRuns: 150 }
		);
	});

	it('can turn on no day where nothing is recorded', () => {
		expect(turningDays({}, policy)).toEqual([]);
	});
});

describe('who may read at a facility', () => {
	const holders = [
		{ id: 'ends', records: { licences: [aLicence({ expiresOn: '2026-06-30' })], privileges } },
		{ id: 'none', records: { privileges } },
		{
			id: 'soon',
			records: {
				licences: [aLicence({ issuedOn: '2026-05-20', expiresOn: '2030-01-01' })],
				privileges: [aPrivilege({ to: null })]
			}
		},
		{
			id: 'stays',
			records: { licences: [aLicence({ expiresOn: null })], privileges: [aPrivilege({ to: null })] }
		}
	];

	it('is said of each for the day, with the day on which it turns', () => {
		const coverage = coverageOf({ question, holders, policy, day: '2026-05-10' });
		expect(coverage.map(({ id, mayRead, turnsOn, then }) => [id, mayRead, turnsOn, then?.reasons])).toEqual([
			['ends', true, '2026-07-01', ['licence-expired']],
			['none', false, null, undefined],
			['soon', false, '2026-05-20', []],
			['stays', true, null, undefined]
		]);
	});

	it('does not turn where only a warning comes or goes', () => {
		const licences = [aLicence({ expiresOn: '2026-06-30', graceUntil: '2026-07-31' })];
		const [one] = coverageOf({
			question,
			holders: [{ id: 'grace', records: { licences, privileges } }],
			policy,
			day: '2026-05-10'
		});
		expect([one?.mayRead, one?.turnsOn]).toEqual([true, '2026-08-01']);
	});
});
