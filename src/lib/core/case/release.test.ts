import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toIso } from '#lib/core/instant.ts';
import { nextReleaseAt } from './release.ts';

const monday6 = { releaseWeekday: 1, releaseHour: 6, timeZone: 'America/New_York' };

describe('the weekly release', () => {
	it.each([
		['a Wednesday', '2026-11-18T15:00:00Z', '2026-11-23T11:00:00.000Z'],
		['the Monday itself before the hour', '2026-11-23T10:59:59Z', '2026-11-23T11:00:00.000Z'],
		['the very instant of a release', '2026-11-23T11:00:00Z', '2026-11-30T11:00:00.000Z'],
		['Sunday evening there, Monday in UTC', '2026-11-23T02:00:00Z', '2026-11-23T11:00:00.000Z'],
		['the week in which clocks go forward', '2026-03-04T12:00:00Z', '2026-03-09T10:00:00.000Z'],
		['the week in which clocks go back', '2026-10-28T12:00:00Z', '2026-11-02T11:00:00.000Z']
	])('after %s comes at 06:00 in New York', (_when, now, expected) => {
		expect(toIso(nextReleaseAt(Date.parse(now), monday6))).toBe(expected);
	});

	it('moves with the clock when daylight saving skips its hour', () => {
		const schedule = { releaseWeekday: 0, releaseHour: 2, timeZone: 'America/New_York' };
		expect(toIso(nextReleaseAt(Date.parse('2026-03-06T12:00:00Z'), schedule))).toBe(
			'2026-03-08T07:00:00.000Z'
		);
	});

	it('comes after now, within eight days, at the policy hour of its zone, for any schedule', () => {
		const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia', 'UTC'];
		fc.assert(
			fc.property(
				fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) }),
				fc.integer({ min: 0, max: 6 }),
				fc.integer({ min: 4, max: 23 }),
				fc.constantFrom(...zones),
				(now, releaseWeekday, releaseHour, timeZone) => {
					const at = nextReleaseAt(now, { releaseWeekday, releaseHour, timeZone });
					expect(at).toBeGreaterThan(now);
					expect(at - now).toBeLessThanOrEqual(8 * 86_400_000);
					const parts = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' });
					expect(Number(parts.format(at))).toBe(releaseHour);
				}
			),
			{ numRuns: 60 }
		);
	});
});
