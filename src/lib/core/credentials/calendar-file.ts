import { toIso, type Instant } from '#lib/core/instant.ts';
import { addDays, type CalendarDay } from './calendar-day.ts';

/** Something of one day in a calendar, with alarms some days before it. */
export type CalendarEvent = {
	/** The same in every version of the calendar. */
	readonly uid: string;
	readonly on: CalendarDay;
	readonly summary: string;
	readonly description: string;
	/** The page where more stands of it, for those who may sign in. */
	readonly url: string;
	readonly category: string;
	/** When what it says was recorded. */
	readonly changedAt: Instant;
	readonly alarm: { readonly words: string; readonly daysBefore: readonly number[] };
};

const MOST_OCTETS = 75;
const octets = new TextEncoder();

/** A text as a value (RFC 5545 3.3.11): backslash, semicolon, comma and line ends are escaped, other controls left out. */
function escapeText(text: string): string {
	return (
		text
			.replace(/\r\n?|\n/g, '\n')
			// Controls are no part of a text but for the tab.
			.replace(/(?![\t\n])\p{Cc}/gu, '')
			.replace(/[\\;,]/g, (character) => `\\${character}`)
			.replaceAll('\n', '\\n')
	);
}

/** A content line of at most 75 octets a piece, folded between characters (RFC 5545 3.1). */
function fold(line: string): string {
	const pieces: string[] = [];
	let piece = '';
	let size = 0;
	for (const character of line) {
		const more = octets.encode(character).length;
		if (size + more > MOST_OCTETS) {
			pieces.push(piece);
			// The space that begins the next piece counts.
			piece = ' ';
			size = 1;
		}
		piece += character;
		size += more;
	}
	return [...pieces, piece].join('\r\n');
}

const dateOf = (day: CalendarDay): string => day.replaceAll('-', '');
const stampOf = (at: Instant): string => `${toIso(at).slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** An iCalendar stream (RFC 5545) of events that last a day, for programs that fetch it again by themselves. */
export function renderCalendar(name: string, events: readonly CalendarEvent[]): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Overread//Credentials//EN',
		'CALSCALE:GREGORIAN',
		`NAME:${escapeText(name)}`,
		`X-WR-CALNAME:${escapeText(name)}`,
		'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
		'X-PUBLISHED-TTL:PT12H',
		...events.flatMap(eventLines),
		'END:VCALENDAR'
	];
	return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent): string[] {
	const { uid, on, summary, description, url, category, changedAt, alarm } = event;
	return [
		'BEGIN:VEVENT',
		`UID:${escapeText(uid)}`,
		`DTSTAMP:${stampOf(changedAt)}`,
		`LAST-MODIFIED:${stampOf(changedAt)}`,
		`DTSTART;VALUE=DATE:${dateOf(on)}`,
		`DTEND;VALUE=DATE:${dateOf(addDays(on, 1))}`,
		`SUMMARY:${escapeText(summary)}`,
		`DESCRIPTION:${escapeText(description)}`,
		// A URI is no text: nothing in it is escaped (RFC 5545 3.3.13).
		`URL:${url}`,
		`CATEGORIES:${escapeText(category)}`,
		'CLASS:PRIVATE',
		'TRANSP:TRANSPARENT',
		...alarm.daysBefore.flatMap((days) => [
			'BEGIN:VALARM',
			'ACTION:DISPLAY',
			`TRIGGER:-P${days}D`,
			`DESCRIPTION:${escapeText(alarm.words)}`,
			'END:VALARM'
		]),
		'END:VEVENT'
	];
}
