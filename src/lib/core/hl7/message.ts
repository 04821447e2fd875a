import type { Result } from '#lib/core/result.ts';
import { err, ok } from '#lib/core/result.ts';
import { declaredCharset, decodeMessage } from './decode.ts';
import type { Delimiters } from './delimiters.ts';
import { readDelimiters } from './delimiters.ts';

/** One line of a message. `fields[0]` is field 1 as written, escapes and all; for MSH it is the field separator itself. */
export type Hl7Segment = { readonly id: string; readonly fields: readonly string[] };

export type Hl7Message = {
	readonly delimiters: Delimiters;
	/** In order of appearance; the first is MSH. */
	readonly segments: readonly Hl7Segment[];
};

export type Hl7ParseError =
	| 'not-hl7'
	| 'bad-delimiters'
	| 'bad-segment'
	| 'too-many-segments'
	/** A log of an interface engine, with `<R>` written for the segment end: not message bytes. */
	| 'log-not-message';

export type ParsedMessage = Hl7Message & { readonly decodedAs: string };

const maxSegments = 20_000;

/** Reads one message from its bytes. Never throws. */
export function parseMessage(bytes: Uint8Array): Result<ParsedMessage, Hl7ParseError> {
	const { text, decodedAs } = decodeMessage(bytes, declaredCharset(bytes));
	const parsed = parseMessageText(text);
	return parsed.ok ? ok({ ...parsed.value, decodedAs }) : parsed;
}

/** Reads one message from text with any line ends; a BOM and MLLP framing around it are ignored. Never throws. */
export function parseMessageText(text: string): Result<Hl7Message, Hl7ParseError> {
	const lines = text
		// eslint-disable-next-line no-control-regex -- MLLP frames messages in these two control characters.
		.replace(/^[\ufeff\u000b\s]+|[\u001c\s]+$/g, '')
		.split(/\r\n|\r|\n/);
	const header = lines[0] ?? '';
	if (!header.startsWith('MSH')) return err('not-hl7');
	const delimiters = readDelimiters(header);
	if (!delimiters) return err('bad-delimiters');
	if (header.endsWith('<R>')) return err('log-not-message');
	const segments: Hl7Segment[] = [];
	for (const line of lines) {
		if (line.trim() === '') continue;
		const segment = parseSegment(line, delimiters);
		const previous = segments.at(-1);
		if (segment) segments.push(segment);
		else if (previous && takesContinuation(previous))
			segments[segments.length - 1] = continued(previous, line, delimiters);
		else return err('bad-segment');
		if (segments.length > maxSegments) return err('too-many-segments');
	}
	return ok({ delimiters, segments });
}

function parseSegment(line: string, { field }: Delimiters): Hl7Segment | null {
	const id = line.slice(0, 3);
	if (!/^[A-Z][A-Z0-9]{2}$/.test(id) || (line.length > 3 && line.charAt(3) !== field)) return null;
	if (id === 'MSH') return { id, fields: [field, ...line.slice(4).split(field)] };
	return { id, fields: line.length > 3 ? line.slice(4).split(field) : [] };
}

/** Senders that write raw line breaks inside a report do so in these. */
function takesContinuation({ id, fields }: Hl7Segment): boolean {
	return (id === 'OBX' && fields.length >= 5) || (id === 'NTE' && fields.length >= 3);
}

function continued({ id, fields }: Hl7Segment, line: string, { field }: Delimiters): Hl7Segment {
	const [first = '', ...rest] = line.split(field);
	return { id, fields: [...fields.slice(0, -1), `${fields.at(-1) ?? ''}\n${first}`, ...rest] };
}

/** Writes a message with CR segment ends: the inverse of `parseMessageText`. */
export function makeMessage(message: Hl7Message): string {
	const { field } = message.delimiters;
	return message.segments
		.map(({ id, fields }) => {
			if (id === 'MSH') return `MSH${field}${fields.slice(1).join(field)}\r`;
			return `${[id, ...fields].join(field)}\r`;
		})
		.join('');
}
