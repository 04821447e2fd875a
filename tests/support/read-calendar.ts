/** An event of a calendar as another program would read it. */
export type ReadEvent = {
	uid: string;
	start: string;
	end: string;
	stamp: string;
	summary: string;
	description: string;
	url: string;
	triggers: string[];
};

type Line = { name: string; parameters: string; value: string };
type Component = { name: string; lines: Line[]; parts: Component[] };

/** One content line by the grammar of RFC 5545 3.1. */
const contentLine = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/su;

/**
 * Reads an iCalendar stream strictly, by the grammar of RFC 5545 and by nothing of what wrote it. Throws on the first thing that a strict
 * reader would refuse: line ends, lengths, folding inside of a character, unbalanced parts, missing or repeated properties.
 */
export function readCalendar(text: string): { name: string; events: ReadEvent[] } {
	if (!text.endsWith('\r\n')) throw new Error('the last line has no end');
	const raw = text.slice(0, -2).split('\r\n');
	const unfolded: string[] = [];
	for (const line of raw) {
		if (/[\r\n]/.test(line)) throw new Error('a line end inside of a line');
		if (Buffer.byteLength(line) > 75) throw new Error(`a line of ${Buffer.byteLength(line)} octets`);
		if (!line.isWellFormed()) throw new Error('a character is cut in two');
		if (/^[ \t]/.test(line)) unfolded.push((unfolded.pop() ?? '') + line.slice(1));
		else unfolded.push(line);
	}
	const root: Component = { name: '', lines: [], parts: [] };
	const open: Component[] = [root];
	for (const line of unfolded) {
		const match = contentLine.exec(line);
		if (!match) throw new Error(`no content line: ${line}`);
		const [, name = '', parameters = '', value = ''] = match;
		const top = open.at(-1) ?? root;
		if (name === 'BEGIN') {
			const part: Component = { name: value, lines: [], parts: [] };
			top.parts.push(part);
			open.push(part);
		} else if (name === 'END') {
			if (open.length < 2 || open.pop()?.name !== value) throw new Error(`${value} ends and did not begin`);
		} else top.lines.push({ name, parameters, value });
	}
	if (open.length !== 1 || root.lines.length > 0) throw new Error('not everything stands in a calendar');
	const [calendar, ...others] = root.parts;
	if (calendar?.name !== 'VCALENDAR' || others.length > 0) throw new Error('not one VCALENDAR');
	if (one(calendar, 'VERSION') !== '2.0' || one(calendar, 'PRODID') === '') throw new Error('no version');
	if (one(calendar, 'CALSCALE') !== 'GREGORIAN') throw new Error('another calendar scale');
	const events = calendar.parts.map(readEvent);
	if (new Set(events.map(({ uid }) => uid)).size !== events.length) throw new Error('a UID twice');
	return { name: unescape(one(calendar, 'NAME')), events };
}

function one(part: Component, name: string, parameters = ''): string {
	const [line, ...more] = part.lines.filter((each) => each.name === name);
	if (!line || more.length > 0) throw new Error(`${part.name} has ${more.length + (line ? 1 : 0)} ${name}`);
	if (line.parameters !== parameters) throw new Error(`${name} has the parameters ${line.parameters}`);
	return line.value;
}

function readEvent(part: Component): ReadEvent {
	if (part.name !== 'VEVENT') throw new Error(`a ${part.name} among the events`);
	const [start, end] = ['DTSTART', 'DTEND'].map((name) => one(part, name, ';VALUE=DATE'));
	if (!/^\d{8}$/.test(start ?? '') || !/^\d{8}$/.test(end ?? '')) throw new Error('no DATE');
	const stamp = one(part, 'DTSTAMP');
	if (!/^\d{8}T\d{6}Z$/.test(stamp)) throw new Error('DTSTAMP is not in UTC');
	return {
		uid: unescape(one(part, 'UID')),
		start: start ?? '',
		end: end ?? '',
		stamp,
		summary: unescape(one(part, 'SUMMARY')),
		description: unescape(one(part, 'DESCRIPTION')),
		url: one(part, 'URL'),
		triggers: part.parts.map((alarm) => {
			if (alarm.name !== 'VALARM' || one(alarm, 'ACTION') !== 'DISPLAY') throw new Error('no alarm');
			one(alarm, 'DESCRIPTION');
			const trigger = one(alarm, 'TRIGGER');
			if (!/^-P\d+D$/.test(trigger)) throw new Error(`no duration: ${trigger}`);
			return trigger;
		})
	};
}

/** A TEXT value (3.3.11): every backslash must begin an escape, and no bare comma or semicolon may stand. */
function unescape(value: string): string {
	if (/(?<!\\)(?:\\\\)*\\(?![\\;,nN])/.test(value)) throw new Error(`a bare backslash: ${value}`);
	if (/(?<!\\)(?:\\\\)*[;,]/.test(value.replaceAll(/\\[;,]/g, ''))) throw new Error(`bare: ${value}`);
	return value.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
}
