import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../../tests/support/read-calendar.ts';
import { renderCalendar, type CalendarEvent } from './calendar-file.ts';

const event: CalendarEvent = {
	uid: '0199-a@overread',
	on: '2026-12-31',
	summary: 'Runs out: TX licence; the “long” one, by the board of the state of Texas in Austin, 2026\\27',
	description: 'One line\nand another',
	url: 'https://overread.example/credentials/expirables?kind=licence,mqsa;a=1&window=30',
	category: 'Licence',
	changedAt: Date.UTC(2026, 10, 16, 12, 30, 5),
	alarm: { words: 'Runs out soon', daysBefore: [30, 7, 1] }
};

describe('the calendar file', () => {
	it('says of each event what it is, as a whole day, with its alarms', () => {
		const { events, name } = readCalendar(renderCalendar('My, credentials', [event]));
		expect(name).toBe('My, credentials');
		expect(events).toEqual([
			{
				uid: event.uid,
				start: '20261231',
				end: '20270101',
				stamp: '20261116T123005Z',
				summary: event.summary,
				description: event.description,
				url: event.url,
				triggers: ['-P30D', '-P7D', '-P1D']
			}
		]);
	});

	it('keeps every text through folding and escaping, whatever it holds', () => {
		// Line and paragraph separators are texts like others, which few draws have.
		const text = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 300 }),
			fc.string({ unit: fc.constantFrom('a', ',', '\u2028', '\u2029'), maxLength: 100 })
		);
		fc.assert(
			fc.property(text, text, (summary, description) => {
				const { events } = readCalendar(renderCalendar('c', [{ ...event, summary, description }]));
				// Controls are what is left out.
				const plain = (of: string) => of.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, '');
				expect(events[0]).toMatchObject({ summary: plain(summary), description: plain(description) });
			})
		);
	});

	it('is a calendar where nothing runs out as well', () => {
		expect(readCalendar(renderCalendar('c', [])).events).toEqual([]);
	});
});
