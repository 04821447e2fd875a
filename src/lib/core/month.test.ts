import { describe, expect, it } from 'vitest';
import { addMonths, monthOf, monthsThrough, periodOfMonth } from './month.ts';

describe('calendar months', () => {
	it('follow each other over the ends of years', () => {
		expect(addMonths('2026-11', 2)).toBe('2027-01');
		expect(addMonths('2026-01', -13)).toBe('2024-12');
		expect(monthsThrough('2026-02', 3)).toEqual(['2025-12', '2026-01', '2026-02']);
	});

	it('begin and end at midnight of UTC', () => {
		const { from, to } = periodOfMonth('2024-02');
		expect(to - from).toBe(29 * 86_400_000);
		expect([monthOf(from), monthOf(to - 1), monthOf(to)]).toEqual(['2024-02', '2024-02', '2024-03']);
		expect(() => periodOfMonth('2024-13')).toThrow(RangeError);
	});
});
