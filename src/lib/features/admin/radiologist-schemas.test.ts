import { describe, expect, it } from 'vitest';
import { facilitySchema } from './facility-schemas.ts';
import { radiologistSchema } from './radiologist-schemas.ts';

const radiologist = {
	code: 'R01',
	familyName: 'Halloran',
	givenName: 'Margaret',
	section: 'ed',
	tier: 'standard'
};
const facility = { code: 'F1', name: 'Hospital', jurisdiction: 'MN', timeZone: 'America/Chicago' };
const faults = (value: object): string[] => {
	const parsed = radiologistSchema.safeParse({ ...radiologist, ...value });
	return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
};

describe('the form of a radiologist', () => {
	it('takes an NPI with a right check digit, and none', () => {
		expect(faults({ npi: '1234567893', degree: 'DO' })).toEqual([]);
		expect(faults({ npi: '', degree: '' })).toEqual([]);
		expect(radiologistSchema.parse({ ...radiologist, npi: ' ', degree: '' })).toMatchObject({
			npi: null,
			degree: null
		});
	});
	it('refuses another one, and another degree', () => {
		expect(faults({ npi: '1234567890', degree: 'PhD' })).toEqual(['npi not-an-npi', 'degree choose-one']);
	});
});

describe('the form of a facility', () => {
	it('knows the federal systems', () => {
		expect(facilitySchema.parse({ ...facility, federalSystem: 'va' }).federalSystem).toBe('va');
		expect(facilitySchema.parse(facility).federalSystem).toBeNull();
		expect(facilitySchema.safeParse({ ...facility, federalSystem: 'state' }).success).toBe(false);
	});
});
