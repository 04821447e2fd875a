import { describe, expect, it } from 'vitest';
import { runGateCase } from './case.ts';

const aCase = {
	id: 'c1',
	title: 'a licence within its grace',
	read: {
		signedAt: '2026-01-20T12:00:00Z',
		serviceState: 'AL',
		facility: 'F1',
		facilityTimeZone: 'America/Chicago',
		modality: 'CT',
		kind: 'final',
		payer: 'commercial',
		readerLocation: { country: 'US', state: 'NY' }
	},
	records: {
		licences: [
			{
				jurisdiction: 'AL',
				pathway: 'imlc_expedited_full',
				status: 'active_grace',
				issuedOn: '2015-03-01',
				expiresOn: '2025-12-31',
				graceUntil: '2026-01-31'
			}
		]
	},
	expect: { outcome: 'pass-with-warning', reasons: ['reader-state-licence-missing', 'licence-in-grace'] }
};

describe('a case of the gate', () => {
	it('passes with the outcome and the reasons in any order', () => {
		expect(runGateCase(aCase)).toEqual({ id: 'c1', differences: [] });
	});

	it('names the outcome and the reasons that differ', () => {
		const expected = { outcome: 'pass', reasons: ['licence-in-grace'] };
		expect(runGateCase({ ...aCase, expect: expected }).differences).toEqual([
			{ field: 'outcome', expected: 'pass', got: 'pass-with-warning' },
			{
				field: 'reasons',
				expected: ['licence-in-grace'],
				got: ['licence-in-grace', 'reader-state-licence-missing']
			}
		]);
	});

	it('asks as it was known at its instant', () => {
		const [term] = aCase.records.licences;
		const late = { licences: [{ ...term, recordedAt: '2026-02-01T00:00:00+01:00' }] };
		const unknown = { outcome: 'fail', reasons: ['no-active-licence', 'reader-state-licence-missing'] };
		const asked = { ...aCase, records: late, asKnownAt: '2026-01-31T22:59:59Z' };
		expect(runGateCase({ ...asked, expect: unknown }).differences).toEqual([]);
		expect(runGateCase({ ...asked, asKnownAt: '2026-01-31T23:00:00Z' }).differences).toEqual([]);
	});

	it('follows every policy of the form', () => {
		const policy = {
			noLicenceNeeded: ['AL'],
			verificationMaxAgeDays: 10,
			requirePrivilege: true,
			requireMalpractice: true
		};
		const reasons = ['no-privilege', 'malpractice-missing', 'reader-state-licence-missing'];
		expect(runGateCase({ ...aCase, policy, expect: { outcome: 'fail', reasons } }).differences).toEqual([]);
	});

	it.each([{ country: null }, {}, null])('takes the place %j for unknown', (readerLocation) => {
		const read = { ...aCase.read, payer: 'medicare', readerLocation };
		const reasons = ['licence-in-grace', 'reader-location-unknown'];
		const asked = { ...aCase, read, expect: { outcome: 'not-determinable', reasons } };
		expect(runGateCase(asked).differences).toEqual([]);
	});

	it.each([{ state: 'AL' }, { states: ['TX', 'AL'] }])('takes cover that says %j', (said) => {
		const malpractice = [{ from: '2025-01-01', to: '2026-12-31', ...said }];
		const asked = {
			...aCase,
			records: { ...aCase.records, malpractice },
			policy: { requireMalpractice: true }
		};
		expect(runGateCase(asked).differences).toEqual([]);
	});

	it.each([
		['a day that the calendar has not', { expiresOn: '2026-02-30' }, 'records.licences.0.expiresOn'],
		['a status that nobody knows', { status: 'fine' }, 'records.licences.0.status'],
		['a pathway that nobody knows', { pathway: 'magic' }, 'records.licences.0.pathway'],
		['an instant without offset', { recordedAt: '2026-02-01T00:00:00' }, 'records.licences.0.recordedAt'],
		['no end', { expiresOn: undefined }, 'records.licences.0.expiresOn']
	])('with %s says which field', (_what, change, field) => {
		const [term] = aCase.records.licences;
		const { id, differences } = runGateCase({ ...aCase, records: { licences: [{ ...term, ...change }] } });
		expect([id, differences[0]?.field, differences[0]?.got]).toEqual([
			'c1',
			'form',
			expect.stringContaining(field)
		]);
	});

	it('with a policy that the product does not have is refused, for it could only be ignored', () => {
		const { differences } = runGateCase({ ...aCase, policy: { requireDea: true } });
		expect(differences[0]?.got).toContain('requireDea');
	});

	it.each([null, 7, 'a text', [], {}])('that is %j has a difference and throws nothing', (raw) => {
		expect(runGateCase(raw)).toMatchObject({ id: '(a case without id)', differences: [{ field: 'form' }] });
	});
});
