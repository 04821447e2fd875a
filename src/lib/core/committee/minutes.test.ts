import { describe, expect, it } from 'vitest';
import { isMonth, monthAfter } from './minutes.ts';

describe('a month of minutes', () => {
	it.each([
		['2026-11', true],
		['2026-13', false],
		['2026-1', false],
		['2026-00', false],
		['../../x', false]
	])('%s is one: %s', (text, expected) => {
		expect(isMonth(text)).toBe(expected);
	});

	it.each([
		['2026-11', '2026-12'],
		['2026-12', '2027-01']
	])('%s is followed by %s', (month, next) => {
		expect(monthAfter(month)).toBe(next);
	});
});
