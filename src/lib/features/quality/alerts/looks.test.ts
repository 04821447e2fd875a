import { describe, expect, it } from 'vitest';
import { lastLookOn, nextLookOn } from './looks.ts';

describe('looks at all radiologists', () => {
	it.each([
		['2026-11-22', 2, '2026-07-01', '2027-01-01'],
		['2026-07-01', 2, '2026-07-01', '2027-01-01'],
		['2026-06-30', 2, '2026-01-01', '2026-07-01'],
		['2026-12-31', 1, '2026-01-01', '2027-01-01'],
		['2026-05-02', 4, '2026-04-01', '2026-07-01']
	] as const)('on %s with %d a year are %s and %s', (today, looksPerYear, last, next) => {
		expect(lastLookOn(today, { looksPerYear })).toBe(last);
		expect(nextLookOn(today, { looksPerYear })).toBe(next);
	});
});
