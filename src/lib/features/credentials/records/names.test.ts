import { describe, expect, it } from 'vitest';
import { givenFirst, namesApart } from './names.ts';

const ana = { id: 'a', familyName: 'Lee', givenName: 'Ana', npi: '1234567893' };

describe('names of radiologists', () => {
	it('stand alone where they are told apart by themselves', () => {
		const people = [ana, { ...ana, id: 'b', givenName: 'Bo' }];
		expect([...namesApart(people)]).toEqual([
			['a', 'Lee, Ana'],
			['b', 'Lee, Bo']
		]);
		expect(namesApart(people, givenFirst).get('a')).toBe('Ana Lee');
	});

	it('have the NPI beside them where two are the same', () => {
		const people = [
			ana,
			{ ...ana, id: 'b', npi: null },
			{ ...ana, id: 'c', familyName: 'LEE', npi: '1558598797' }
		];
		expect([...namesApart(people).values()]).toEqual([
			'Lee, Ana (NPI 1234567893)',
			'Lee, Ana (no NPI)',
			'LEE, Ana (NPI 1558598797)'
		]);
	});
});
