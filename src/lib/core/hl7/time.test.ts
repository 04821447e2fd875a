import { describe, expect, it } from 'vitest';
import { toIso } from '#lib/core/instant.ts';
import { parseHl7Day, parseHl7Time } from './time.ts';

describe('HL7 time stamps', () => {
	it.each([
		['20250814070813', '2025-08-14T12:08:13.000Z'],
		['202508140708', '2025-08-14T12:08:00.000Z'],
		['20250814070813.1234', '2025-08-14T12:08:13.123Z'],
		['20250814070813-0700', '2025-08-14T14:08:13.000Z'],
		['202508140708+0530', '2025-08-14T01:38:00.000Z'],
		['202508140708Z', '2025-08-14T07:08:00.000Z']
	])('%s', (raw, expected) => {
		expect(toIso(parseHl7Time(raw, 'America/Chicago') ?? 0)).toBe(expected);
	});

	it.each(['', '2025', '20250814', '2025081407', '20250231070813', '20250814250000', 'Aug 15, 1942', '""'])(
		'%s is no time',
		(raw) => {
			expect(parseHl7Time(raw, 'America/Chicago')).toBeNull();
		}
	);

	it.each([
		['19980121000000', '1998-01-21'],
		['19980121', '1998-01-21'],
		['19980231', null],
		['1998', null],
		['Aug 15, 1942', null]
	])('the day of %s', (raw, expected) => {
		expect(parseHl7Day(raw)).toBe(expected);
	});
});
