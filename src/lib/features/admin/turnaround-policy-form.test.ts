import { describe, expect, it } from 'vitest';
import { defaultTurnaroundPolicy, type TurnaroundPolicy } from '#lib/core/turnaround/policy.ts';
import { turnaroundPolicyFields, turnaroundPolicyForm } from './turnaround-policy-form.ts';

const facilityId = '0199aaaa-0000-7000-8000-000000000001';
const policy: TurnaroundPolicy = {
	...defaultTurnaroundPolicy,
	clock: 'hospital',
	contracts: [{ facilityId, targetMinutes: { stroke: 15, outpatient: 2880 } }]
};
const posted = (given: Record<string, string> = {}) => ({
	basedOn: '3',
	...Object.fromEntries(
		Object.entries(turnaroundPolicyFields(policy)).map(([name, value]) => [name, String(value)])
	),
	...given
});

describe('the form of the targets', () => {
	it('gives back the policy that it was filled in with', () => {
		expect(turnaroundPolicyForm.parse(posted())).toEqual({ basedOn: 3, body: policy });
	});

	it('takes an empty field of a facility for the target of the group', () => {
		const { body } = turnaroundPolicyForm.parse(posted({ [`contract-${facilityId}-stroke`]: ' ' }));
		expect(body.contracts).toEqual([{ facilityId, targetMinutes: { outpatient: 2880 } }]);
	});

	it.each([
		['target-stroke', '0', 'out-of-range'],
		['target-urgent', 'soon', 'not-a-number'],
		['target-urgent', '', 'out-of-range'],
		[`contract-${facilityId}-stroke`, '1.5', 'not-a-whole-number'],
		['critical1', '', 'out-of-range'],
		['clock', 'sundial', 'choose-one'],
		['causes', '', 'required'],
		['causes', 'no bar here', 'line-unreadable']
	])('refuses %s %j', (name, value, code) => {
		const { error } = turnaroundPolicyForm.safeParse(posted({ [name]: value }));
		expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toContainEqual([name, code]);
	});
});
