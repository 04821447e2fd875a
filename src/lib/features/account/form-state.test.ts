import { describe, expect, it } from 'vitest';
import { fieldError, fieldList, fieldText } from './form-state.ts';

describe('the state of a form', () => {
	const sent = {
		values: { name: 'As typed', roles: ['auditor'], one: 'x' },
		fields: { name: 'required', 'roles.0': 'unknown-role' }
	};

	it('shows what was sent before what is stored', () => {
		expect(fieldText(sent, 'name', 'Stored')).toBe('As typed');
		expect(fieldText(null, 'name', 'Stored')).toBe('Stored');
		expect(fieldText(null, 'capacity', 20)).toBe('20');
		expect(fieldText(null, 'capacity', null)).toBe('');
	});

	it('keeps a list empty that was sent empty', () => {
		expect(fieldList(sent, 'roles', ['reviewer'])).toEqual(['auditor']);
		expect(fieldList(sent, 'facilityIds', ['a'])).toEqual([]);
		expect(fieldList(null, 'facilityIds', ['a'])).toEqual(['a']);
	});

	it('says what is wrong with a field or with an item of its list', () => {
		expect(fieldError(sent, 'name')).toBe('Please fill this in.');
		expect(fieldError(sent, 'roles')).toBe('This role does not exist.');
		expect(fieldError(sent, 'one')).toBeNull();
		expect(fieldError(null, 'name')).toBeNull();
	});
});
