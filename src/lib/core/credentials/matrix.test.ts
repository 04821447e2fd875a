import { describe, expect, it } from 'vitest';
import { bareGatePolicy } from './gate/policy.ts';
import type { CredentialRecords, LicenceTerm } from './gate/records.ts';
import { matrixCell } from './matrix.ts';

const day = '2026-06-01';
const term = (over: Partial<LicenceTerm> = {}): LicenceTerm => ({
	id: 'a',
	jurisdiction: 'TX',
	pathway: 'full',
	status: 'active',
	issuedOn: '2025-01-01',
	expiresOn: '2026-12-31',
	...over
});
const checked = (of: string, result: 'confirmed' | 'differs' = 'confirmed') => ({
	of,
	result,
	verifiedOn: '2026-01-01'
});
const cell = (records: CredentialRecords, isNeeded = true) =>
	matrixCell({ jurisdiction: 'TX', records, policy: bareGatePolicy, day, isNeeded });

describe('a cell of the matrix', () => {
	it('counts terms that follow each other together', () => {
		const renewal = term({ id: 'b', issuedOn: '2027-01-01', expiresOn: '2028-12-31' });
		const verifications = [checked('a')];
		expect(cell({ licences: [term()], verifications })).toMatchObject({
			state: 'reads',
			days: 213,
			marks: []
		});
		expect(cell({ licences: [term(), renewal], verifications }).days).toBe(944);
		const late = term({ id: 'b', issuedOn: '2027-01-02', expiresOn: '2028-12-31' });
		expect(cell({ licences: [term(), late], verifications }).days).toBe(213);
	});

	it.each<[string, CredentialRecords, object]>([
		['nothing', {}, { state: 'none', days: null, isMissing: true }],
		['what runs out', { licences: [term({ expiresOn: '2026-07-31' })] }, { state: 'runs-out', days: 60 }],
		['the last day', { licences: [term({ expiresOn: day })] }, { state: 'runs-out', days: 0 }],
		[
			'what is over',
			{ licences: [term({ expiresOn: '2026-05-31' })] },
			{ state: 'expired', days: -1, isMissing: true }
		],
		[
			'grace',
			{ licences: [term({ expiresOn: '2026-05-20', graceUntil: '2026-06-10' })] },
			{ state: 'grace', days: 9, isMissing: false }
		],
		[
			'what begins later',
			{ licences: [term({ issuedOn: '2026-06-11' })] },
			{ state: 'begins-later', days: 10, isMissing: true }
		],
		['a suspension', { licences: [term({ status: 'suspended' })] }, { state: 'barred', isMissing: true }],
		['a restriction to review', { licences: [term({ status: 'probation' })] }, { state: 'unreviewed' }],
		[
			'a reviewed one',
			{ licences: [term({ status: 'probation', restrictionReviewed: true })] },
			{ state: 'restricted', isMissing: false }
		],
		[
			'a registration',
			{ licences: [term({ pathway: 'telehealth-registration' })] },
			{ state: 'does-not-cover' }
		],
		['an application', { licences: [term({ status: 'pending' })] }, { state: 'pending', isMissing: true }],
		[
			'what nobody knows',
			{ licences: [term({ status: 'unknown' })] },
			{ state: 'no-longer', isMissing: true }
		],
		['an unchecked licence', { licences: [term()] }, { state: 'reads', marks: ['unverified'] }],
		[
			'one that differs at the source',
			{ licences: [term()], verifications: [checked('a', 'differs')] },
			{ marks: ['differs'] }
		]
	])('says %s', (_, records, expected) => {
		expect(cell(records)).toMatchObject(expected);
	});

	it('lacks nothing where nobody needs it', () => {
		expect(cell({}, false).isMissing).toBe(false);
	});
});
