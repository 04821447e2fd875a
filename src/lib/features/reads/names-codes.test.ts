import { describe, expect, it } from 'vitest';
import { facilityCodeOf, isShortLabel, nextReaderCode, storableText } from './codes.ts';
import { nameKey, splitName } from './names.ts';

describe('a name from a message', () => {
	it.each([
		['ROE, JANE M', 'ROE', 'JANE M'],
		['Jane Roe', 'Roe', 'Jane'],
		['Roe', 'Roe', ''],
		['', '', '']
	])('%j splits', (name, familyName, givenName) => {
		expect(splitName(name)).toEqual({ familyName, givenName });
	});

	it('is the same in other spellings, and another where the first name differs', () => {
		const key = (name: string) => nameKey(splitName(name));
		expect(key('GARCÍA, José Luis')).toBe(key('Jose Garcia'));
		expect(key('ROE, JANE')).not.toBe(key('ROE, JOHN'));
	});
});

describe('codes', () => {
	it('keep what can be kept, and never make two facilities one', () => {
		expect(facilityCodeOf('ABC')).toBe('ABC');
		expect(facilityCodeOf('ST MARY’S')).toMatch(/^ST-MARY-S-[0-9a-f]{4}$/);
		expect(facilityCodeOf('A B')).not.toBe(facilityCodeOf('A/B'));
		expect(facilityCodeOf('病院')).toMatch(/^site-[0-9a-f]{4}$/);
	});

	it('give readers the next free one', () => {
		expect(nextReaderCode(new Set())).toBe('RX001');
		expect(nextReaderCode(new Set(['RX001', 'R07']))).toBe('RX002');
		expect([isShortLabel('R07'), isShortLabel('1234567890'), isShortLabel('D1458834')]).toEqual([
			true,
			false,
			false
		]);
	});
});

it('text loses what a database cannot keep', () => {
	expect(storableText('a\u0000b\ud800c')).toBe('ab\ufffdc');
});
