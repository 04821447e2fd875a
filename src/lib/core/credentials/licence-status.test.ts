import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { licenceStanding, readLicenceStatus } from './licence-status.ts';

describe('the words of a board', () => {
	it.each([
		['Active', 'active'],
		['CURRENT', 'active'],
		['Clear', 'active'],
		['Active License', 'active'],
		['  Active –  Unrestricted ', 'active'],
		['Active (renewal pending)', 'active-grace'],
		['active_grace', 'active-grace'],
		['Probation', 'probation'],
		['Active-on Probation', 'unknown'],
		['Limited', 'restricted'],
		['Conditions', 'restricted'],
		['Inactive', 'inactive'],
		['Not active', 'inactive'],
		['Delinquent', 'lapsed'],
		['Expired', 'expired'],
		['Null and void.', 'expired'],
		['Summary suspension', 'suspended'],
		['Revoked', 'revoked'],
		['Voluntary surrender', 'surrendered'],
		['Denied', 'denied'],
		['Pending', 'pending'],
		['not found', 'unknown'],
		['', 'unknown']
	])('%j are read as %s, and kept', (raw, status) => {
		const read = readLicenceStatus(raw);
		expect([read.status, read.raw]).toEqual([status, raw]);
		expect(read.isRecognised).toBe(status !== 'unknown');
	});

	it('that a group has added are read, before those of the product', () => {
		expect(readLicenceStatus('Active - Military', { 'active - military': 'active' }).status).toBe('active');
		expect(readLicenceStatus('Limited', { LIMITED: 'active' }).status).toBe('active');
	});

	it('let nobody read unless they are known: no text that only holds the word active does', () => {
		fc.assert(
			fc.property(fc.string({ minLength: 1 }), fc.boolean(), (more, isBefore) => {
				const { status, isRecognised } = readLicenceStatus(
					isBefore ? `${more}zz active` : `active zz${more}`
				);
				expect([isRecognised, licenceStanding[status]]).toEqual([false, 'none']);
			})
		);
	});
});
