import { expect, it } from 'vitest';
import { intervalBetween } from './interval.ts';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

it.each([
	['2026-11-10', { unit: 'days', count: 0 }],
	['2026-10-28', { unit: 'days', count: 13 }],
	['2026-10-27', { unit: 'weeks', count: 2 }],
	['2026-08-12', { unit: 'weeks', count: 13 }],
	['2026-08-08', { unit: 'months', count: 3 }],
	['2025-02-10', { unit: 'months', count: 21 }],
	['2024-11-10', { unit: 'years', count: 2, months: 0 }],
	['2024-08-10', { unit: 'years', count: 2, months: 3 }],
	['2012-12-11', { unit: 'years', count: 13, months: 11 }],
	['2027-01-01', { unit: 'days', count: 0 }]
])('from %s to 2026-11-10 it is %j', (earlier, interval) => {
	expect(intervalBetween(day(earlier), day('2026-11-10'))).toEqual(interval);
});
