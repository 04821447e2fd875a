import { describe, expect, it } from 'vitest';
import { refusalOf, replacedOf } from './sent-form.ts';

describe('a page with several forms', () => {
	it('knows how much was taken out of what was kept', () => {
		expect(replacedOf({ done: true, value: { replaced: 3 } })).toBe(3);
		expect(replacedOf({ done: true, value: { id: 'x' } })).toBeNull();
		expect(replacedOf({ error: 'not-in-state', value: { replaced: 3 } })).toBeNull();
		expect(replacedOf(null)).toBeNull();
	});

	it('shows a refusal at the form that was sent, and at no other', () => {
		const form = { error: 'not-in-state', fields: { reason: 'choose-one' }, values: { reason: '' } };
		expect(refusalOf(form, 'reason')).toEqual({ fields: { reason: 'choose-one' }, values: { reason: '' } });
		expect(refusalOf(form, 'answer')).toBeNull();
		expect(refusalOf({ done: true, values: { reason: '' } }, 'reason')).toBeNull();
	});
});
