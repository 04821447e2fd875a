import { describe, expect, it } from 'vitest';
import { addDays, addMonths, calendarDaySchema, daysBetween, laterDay } from './calendar-day.ts';

describe('calendar days', () => {
	it.each([
		['2024-02-29', 12, '2025-02-28'],
		['2023-02-28', 12, '2024-02-28'],
		['2026-08-31', -6, '2026-02-28'],
		['2026-12-31', -24, '2024-12-31'],
		['2026-03-30', -1, '2026-02-28'],
		['2026-12-15', 1, '2027-01-15']
	])('%s and %i months give %s', (day, months, expected) => {
		expect(addMonths(day, months)).toBe(expected);
	});

	it('are counted over the end of the year and over 29 February', () => {
		expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
		expect(daysBetween('2025-12-31', '2026-01-01')).toBe(1);
		expect(daysBetween('2026-03-01', '2026-02-01')).toBe(-28);
	});

	it.each(['2026-02-29', '2026-2-1', '20260201', '2026-13-01', '', '2026-02-01T00:00:00Z'])(
		'%j is none',
		(text) => {
			expect(calendarDaySchema.safeParse(text).success).toBe(false);
			expect(() => addDays(text, 1)).toThrow(RangeError);
		}
	);

	it('know the later of two', () => {
		expect(laterDay('2026-01-01', '2026-01-31')).toBe('2026-01-31');
		expect(laterDay('2026-01-01', '2025-01-31')).toBe('2026-01-01');
		expect(laterDay('2026-01-01', null)).toBe('2026-01-01');
	});
});
