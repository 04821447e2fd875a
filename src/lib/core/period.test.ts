import { describe, expect, it } from 'vitest';
import { isWithin, lastMonths, lastZonedMonths, makePeriod, periodDays, zonedPeriodDays } from './period.ts';

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

	it.each([
		// The evening before in Chicago, the morning after in Auckland and Kiritimati.
		['2026-11-16T03:00:00Z', 'America/Chicago', 1, '2026-10-16T05:00:00Z', '2026-11-16T06:00:00Z'],
		['2026-11-16T12:00:00Z', 'Pacific/Auckland', 1, '2026-10-17T11:00:00Z', '2026-11-17T11:00:00Z'],
		['2026-11-16T12:00:00Z', 'Pacific/Kiritimati', 12, '2025-11-17T10:00:00Z', '2026-11-17T10:00:00Z'],
		['2026-11-16T12:00:00Z', 'Etc/GMT+12', 1, '2026-10-17T12:00:00Z', '2026-11-17T12:00:00Z'],
		['2026-11-16T12:00:00Z', 'UTC', 12, '2025-11-17T00:00:00Z', '2026-11-17T00:00:00Z']
	])('at %s are whole days of %s', (now, zone, months, from, to) => {
		const period = lastZonedMonths(Date.parse(now), months, zone);
		expect(period).toEqual({ from: Date.parse(from), to: Date.parse(to) });
		const { fromOn, throughOn } = zonedPeriodDays(period, zone);
		expect(lastMonths(Date.parse(`${throughOn}T12:00:00Z`), months).from).toBe(
			Date.parse(`${fromOn}T00:00:00Z`)
		);
	});
});
