import { describe, expect, it } from 'vitest';
import { shiftOf } from './shift.ts';

describe('the shift of a signature', () => {
	it.each([
		['06:59', 'late-night'],
		['07:00', 'day'],
		['17:59', 'day'],
		['18:00', 'early-night'],
		['23:59', 'early-night'],
		['00:29', 'early-night'],
		['00:30', 'late-night']
	])('%s is %s', (time, shift) => {
		expect(shiftOf(Date.parse(`2026-11-16T${time}:00Z`), 'UTC')).toBe(shift);
	});

	it('is told by the facility’s clock, daylight saving included', () => {
		const at = Date.parse('2026-07-01T12:30:00Z');
		expect(shiftOf(at, 'America/Chicago')).toBe('day');
		expect(shiftOf(at, 'America/Los_Angeles')).toBe('late-night');
		expect(shiftOf(Date.parse('2026-12-01T12:30:00Z'), 'America/Chicago')).toBe('late-night');
	});
});
