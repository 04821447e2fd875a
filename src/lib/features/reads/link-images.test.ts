import { describe, expect, it } from 'vitest';
import { isSamePatient } from './link-images.server.ts';

describe('images of the same accession', () => {
	it.each([
		['agree by number', ['123', 'EPIC9'], '1960-01-01', 'epic9', '1999-09-09', true],
		['agree without leading zeros', ['00123'], null, '123', null, true],
		['agree by date of birth where numbers differ', ['1'], '1960-01-01', '2', '1960-01-01', true],
		['belong to somebody else where both differ', ['1'], '1960-01-01', '2', '1961-01-01', false],
		['belong to somebody else where only numbers are known', ['1'], null, '2', null, false],
		['are taken where the images name nobody', ['1'], '1960-01-01', null, null, true],
		['are taken where the read names nobody', [], null, '2', '1960-01-01', true]
	])('%s', (_, numbers, birthOn, mrn, studyBirthOn, expected) => {
		expect(isSamePatient({ numbers, birthOn }, { mrn, birthOn: studyBirthOn })).toBe(expected);
	});
});
