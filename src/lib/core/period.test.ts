import { describe, expect, it } from 'vitest';
import { isWithin, lastMonths, makePeriod, periodDays } from './period.ts';

describe('a period of whole days', () => {
	it('has its last day in it, and not the instant after', () => {
		const period = makePeriod('2026-02-27', '2026-03-01');
		expect(period).toEqual({ from: Date.UTC(2026, 1, 27), to: Date.UTC(2026, 2, 2) });
		if (!period) return;
		expect(isWithin(period, Date.UTC(2026, 2, 2) - 1)).toBe(true);
		expect(isWithin(period, Date.UTC(2026, 2, 2))).toBe(false);
		expect(periodDays(period)).toEqual({ fromOn: '2026-02-27', throughOn: '2026-03-01' });
	});

	it.each([
		['2026-03-02', '2026-03-01'],
		['2026-02-30', '2026-03-01'],
		['2026-3-1', '2026-03-02'],
		['', '']
	])('is none from %s through %s', (fromOn, throughOn) => {
		expect(makePeriod(fromOn, throughOn)).toBeNull();
	});
});

describe('the last months', () => {
	it.each([
		['2026-11-16T12:00:00Z', 12, '2025-11-17', '2026-11-16'],
		['2026-11-16T00:00:00Z', 1, '2026-10-17', '2026-11-16'],
		['2026-11-16T23:59:59.999Z', 1, '2026-10-17', '2026-11-16'],
		['2026-01-15T12:00:00Z', 3, '2025-10-16', '2026-01-15'],
		['2026-03-30T12:00:00Z', 1, '2026-02-28', '2026-03-30'],
		['2028-03-29T12:00:00Z', 1, '2028-02-29', '2028-03-29'],
		['2026-05-30T12:00:00Z', 3, '2026-02-28', '2026-05-30'],
		['2028-02-28T12:00:00Z', 12, '2027-02-28', '2028-02-28']
	])('at %s, %i of them are from %s through %s', (now, months, fromOn, throughOn) => {
		expect(periodDays(lastMonths(Date.parse(now), months))).toEqual({ fromOn, throughOn });
	});
});
