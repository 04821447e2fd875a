import type { GateRead } from './question.ts';
import type { CredentialRecords, LicenceTerm, PrivilegeTerm } from './records.ts';

/** A final CT for Texas, at ten in the morning of 10 May 2026 there, by a reader who sits there. */
export function aGateRead(change: Partial<GateRead> = {}): GateRead {
	return {
		signedAt: Date.parse('2026-05-10T15:00:00Z'),
		facilityTimeZone: 'America/Chicago',
		serviceState: 'TX',
		facility: 'north',
		modality: 'CT',
		kind: 'final',
		payer: 'commercial',
		...change
	};
}

/** A full, active licence of Texas from 2020 to the end of May 2027. */
export function aLicence(change: Partial<LicenceTerm> = {}): LicenceTerm {
	return {
		jurisdiction: 'TX',
		pathway: 'full',
		status: 'active',
		issuedOn: '2020-01-01',
		expiresOn: '2027-05-31',
		...change
	};
}

/** The privilege to read CT and MR at that facility in 2026. */
export function aPrivilege(change: Partial<PrivilegeTerm> = {}): PrivilegeTerm {
	return { facility: 'north', modalities: ['CT', 'MR'], from: '2026-01-01', to: '2026-12-31', ...change };
}

/** Records that hold these licences and nothing else. */
export function withLicences(...licences: readonly LicenceTerm[]): CredentialRecords {
	return { licences };
}
