import { describe, expect, it } from 'vitest';
import { startOfQuarter } from './kinds.ts';

describe('a quarter', () => {
	it.each([
		['2026-11-16T12:00:00Z', '2026-10-01'],
		['2026-10-01T00:00:00Z', '2026-10-01'],
		['2026-09-30T23:59:59Z', '2026-07-01'],
		['2027-01-31T00:00:00Z', '2027-01-01']
	])('of %s begins on %s', (at, day) => {
		expect(new Date(startOfQuarter(Date.parse(at))).toISOString()).toBe(`${day}T00:00:00.000Z`);
	});
});
