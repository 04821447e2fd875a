import type { Delimiters } from './delimiters.ts';

const formatted: Readonly<Record<string, string>> = {
	br: '\n',
	sp: '\n',
	ce: '\n',
	in: '',
	ti: '',
	fi: '',
	nf: '',
	sk: ' '
};

/**
 * Resolves escape sequences to plain text (HL7 v2.9 2.7): delimiters, hexadecimal, line breaks; highlighting and other
 * formatting is dropped; a sequence that nothing defines stays as it was written, so that no text is lost.
 */
export function unescapeText(text: string, delimiters: Delimiters): string {
	const { escape } = delimiters;
	if (!text.includes(escape)) return text;
	let out = '';
	let from = 0;
	for (;;) {
		const start = text.indexOf(escape, from);
		const end = start < 0 ? -1 : text.indexOf(escape, start + 1);
		if (end < 0) return out + text.slice(from);
		const plain = resolve(text.slice(start + 1, end), delimiters);
		out += text.slice(from, start);
		if (plain === null) {
			// The second escape character may open a real sequence: keep the first and go on.
			out += escape;
			from = start + 1;
		} else {
			out += plain;
			from = end + 1;
		}
	}
}

function resolve(sequence: string, delimiters: Delimiters): string | null {
	switch (sequence) {
		case 'F':
			return delimiters.field;
		case 'S':
			return delimiters.component;
		case 'T':
			return delimiters.subcomponent;
		case 'R':
			return delimiters.repetition;
		case 'E':
			return delimiters.escape;
		case 'P':
			return delimiters.truncation;
		case 'H':
		case 'N':
			return '';
	}
	const format = /^\.(br|sp|ce|in|ti|fi|nf|sk)\s*([+-]?\d{0,3})$/i.exec(sequence);
	if (format) {
		const unit = formatted[(format[1] ?? '').toLowerCase()] ?? '';
		return unit.repeat(Math.min(Math.max(Number(format[2] || 1), 1), 50));
	}
	if (/^X(?:[0-9A-F]{2})+$/i.test(sequence)) return fromHex(sequence.slice(1));
	if (/^[CM][0-9A-F]{4,6}$/i.test(sequence)) return '';
	return null;
}

function fromHex(hex: string): string {
	const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
	const text = decodeBytes(bytes);
	// \X0D\ and \X0A\ are how many interfaces write a line break.
	return text.replace(/\r\n?/g, '\n');
}

function decodeBytes(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}

/** Writes plain text so that it can stand in a field: the inverse of `unescapeText` for delimiters and line breaks. */
export function escapeText(text: string, delimiters: Delimiters): string {
	const { field, component, repetition, escape, subcomponent } = delimiters;
	const names = new Map([
		[escape, 'E'],
		[field, 'F'],
		[component, 'S'],
		[subcomponent, 'T'],
		[repetition, 'R'],
		['\n', '.br'],
		['\r', 'X0D']
	]);
	let out = '';
	for (const character of text) {
		const name = names.get(character);
		out += name === undefined ? character : escape + name + escape;
	}
	return out;
}
