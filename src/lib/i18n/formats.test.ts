import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/core/instant.ts';
import {
	formatBytes,
	formatCalendarDay,
	formatEvents,
	formatMonth,
	formatCount,
	formatDay,
	formatInstant,
	formatInterval,
	formatMinutes,
	formatProportion,
	formatRate,
	formatRatio,
	formatRelative
} from './formats.ts';

/** No-break and thin spaces as plain ones, so that the tables below can be read. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers', () => {
	it.each([
		[0, '0'],
		[999, '999'],
		[1000, '1 000'],
		[1234567, '1 234 567'],
		[-4321, '−4 321'],
		[-0.2, '0']
	])('writes the count %d as %s', (count, text) => {
		expect(plain(formatCount(count))).toBe(text);
	});

	it.each([
		[0.0214, '2.1 %'],
		[0.0048, '0.48 %'],
		[0, '0.0 %'],
		[1, '100.0 %'],
		[null, '—']
	])('writes the proportion %s as %s', (proportion, text) => {
		expect(plain(formatProportion(proportion))).toBe(text);
	});

	it('gives an interval the decimals of its estimate', () => {
		expect(formatInterval(0.0123, 0.0361, 0.021)).toBe('1.2–3.6');
		expect(formatInterval(0.0013, 0.0121, 0.0048)).toBe('0.13–1.21');
		expect(formatInterval(null, 0.1, 0.05)).toBe('—');
	});

	it('keeps the parts of a number on one line', () => {
		expect(formatProportion(0.0214)).toBe('2.1\u00a0%');
		expect(formatCount(1000)).toBe('1\u202f000');
	});

	it('writes a ratio with two decimals', () => {
		expect(plain(formatRatio(2.4))).toBe('2.40 ×');
	});
});

describe('rates', () => {
	it.each([
		[{ x: 9, n: 412, estimate: 0.0214, lower: 0.0118, upper: 0.0362 }, '2.1 % (1.2–3.6, n 412)'],
		[{ x: 0, n: 60, estimate: 0, lower: 0, upper: 0.0602 }, '0 of 60 (up to 6.0 %)'],
		[{ x: 0, n: 0, estimate: null, lower: null, upper: null }, '— (n 0)'],
		[{ x: 5, n: 1200, estimate: 0.00417, lower: 0.0018, upper: 0.0097 }, '0.42 % (0.18–0.97, n 1 200)']
	])('writes %o as %s', (rate, text) => {
		expect(plain(formatRate(rate))).toBe(text);
	});
});

describe('times', () => {
	const at = Date.UTC(2026, 10, 12, 20, 3);

	it.each([
		[27, '27 min'],
		[0.4, '0 min'],
		[60, '1 h'],
		[220, '3 h 40 min'],
		[2880, '2 d'],
		[3120, '2 d 4 h'],
		[-5, '−5 min'],
		[null, '—']
	])('writes %s minutes as %s', (minutes, text) => {
		expect(plain(formatMinutes(minutes))).toBe(text);
	});

	it.each([
		[3 * DAY_MS + HOUR_MS, 'in 3 d'],
		[-2 * HOUR_MS, '2 h ago'],
		[59 * MINUTE_MS, 'in 59 min'],
		[-20_000, 'now']
	])('writes a distance of %d ms as %s', (distance, text) => {
		expect(plain(formatRelative(at + distance, at))).toBe(text);
	});

	it('writes the same instant in the time zone it is told', () => {
		expect(plain(formatInstant(at, 'America/Chicago'))).toBe('12 Nov 2026, 14:03 CST');
		expect(plain(formatInstant(at, 'UTC'))).toBe('12 Nov 2026, 20:03 UTC');
	});

	it('puts an instant on the day of the time zone', () => {
		expect(plain(formatDay(Date.UTC(2026, 10, 12, 3), 'America/Chicago'))).toBe('11 Nov 2026');
		expect(plain(formatCalendarDay('2026-09-01'))).toBe('1 Sep 2026');
	});

	it('writes midnight as 00', () => {
		expect(plain(formatInstant(Date.UTC(2026, 0, 1), 'UTC'))).toBe('1 Jan 2026, 00:00 UTC');
	});
});

it('writes file sizes in powers of 1000', () => {
	expect([900, 12_300, 3_400_000, 2_000_000_000].map((bytes) => plain(formatBytes(bytes)))).toEqual([
		'900 B',
		'12 kB',
		'3.4 MB',
		'2.0 GB'
	]);
});

describe('months and expected counts', () => {
	it.each([
		['2026-09', 'Sep 2026'],
		['not a month', 'not a month']
	])('writes %s as %s', (month, expected) => {
		expect(plain(formatMonth(month))).toBe(expected);
	});

	it.each([
		[16, '16.0'],
		[0.349, '0.3'],
		[null, '—']
	])('writes %s expected as %s', (expected, written) => {
		expect(formatEvents(expected)).toBe(written);
	});
});
