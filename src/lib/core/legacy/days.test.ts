import { describe, expect, it } from 'vitest';
import { dateOrderOf, dayOf, readWrittenDay, type WrittenDay } from './days.ts';

const lines = (...written: string[]) =>
	written.map((text, at): { line: number; day: WrittenDay } => {
		const day = readWrittenDay(text);
		if (!day) throw new Error(`not a day: ${text}`);
		return { line: at + 2, day };
	});

describe('the days of a file of the past', () => {
	it.each([
		['2015-03-09', null, Date.UTC(2015, 2, 9)],
		['20150309', 'day-first', Date.UTC(2015, 2, 9)],
		['2015-03-09T10:00:00', null, Date.UTC(2015, 2, 9)],
		['3/9/2015', 'month-first', Date.UTC(2015, 2, 9)],
		['3/9/2015', 'day-first', Date.UTC(2015, 8, 3)],
		['03.09.2015 10:00', 'day-first', Date.UTC(2015, 8, 3)],
		['3/9/2015', null, null],
		['30/2/2015', 'day-first', null]
	] as const)('reads %s, %s, as %s', (written, order, expected) => {
		const day = readWrittenDay(written);
		expect(day && dayOf(day, order)).toBe(expected);
	});

	it.each(['yesterday', '2015-02-30', '31/31/2015', '0/4/2015', '3/9/15', ''])('does not read %j', (text) => {
		expect(readWrittenDay(text)).toBeNull();
	});

	it.each([
		[['2015-03-09', '2015-04-01'], null, { kind: 'iso' }],
		[['3/9/2015', '25/3/2015'], null, { kind: 'day-first', line: 3 }],
		[['3/25/2015', '2015-04-01'], null, { kind: 'month-first', line: 2 }],
		[['3/9/2015', '4/4/2015'], null, { kind: 'unknown', line: 2 }],
		[['3/9/2015'], 'month-first', { kind: 'month-first', line: null }],
		[['3/25/2015', '25/3/2015'], null, { kind: 'mixed', dayFirst: 3, monthFirst: 2 }],
		[['3/25/2015', '25/3/2015'], 'day-first', { kind: 'mixed', dayFirst: 3, monthFirst: 2 }],
		[['3/25/2015'], 'day-first', { kind: 'contradicted', line: 2 }]
	] as const)('%j, chosen %s, have the order %j', (written, chosen, expected) => {
		expect(dateOrderOf(lines(...written), chosen)).toEqual(expected);
	});
});
