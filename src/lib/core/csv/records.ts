/** One record of a CSV file, or why a stretch of it is none. `line` is the line it begins on, from 1. */
export type CsvRecord =
	| { readonly kind: 'record'; readonly line: number; readonly fields: readonly string[] }
	| { readonly kind: 'refused'; readonly line: number; readonly reason: CsvRecordError };

export type CsvRecordError = 'row-too-long' | 'unclosed-quote' | 'text-after-quote';

export const defaultMaxRecordChars = 1_000_000;

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

/** The separator of a header line: whichever of comma, semicolon, tab and bar stands most often outside quotes. */
export function detectSeparator(header: string): string {
	const bare = header.replace(/"[^"]*"/g, '');
	const count = (separator: string) => bare.split(separator).length;
	return [',', ';', '\t', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/**
 * Reads records after RFC 4180 from text that arrives in pieces: quoted fields with doubled quotes and line breaks, any line
 * ends. `push` and `end` give the records that are complete; one record is held at a time. A record that breaks the rules or
 * the limit is named, and reading goes on at the next line.
 */
export function makeRecordReader({
	separator,
	maxRecordChars = defaultMaxRecordChars
}: {
	separator: string;
	maxRecordChars?: number;
}) {
	const separatorCode = separator.charCodeAt(0);
	let line = 1;
	let startLine = 1;
	let fields: string[] = [];
	let field = '';
	let size = 0;
	let state: 'start' | 'bare' | 'quoted' | 'quote-seen' | 'skip' = 'start';
	let afterCr = false;

	function reset(): void {
		fields = [];
		field = '';
		size = 0;
		state = 'start';
		startLine = line;
	}

	function endField(): void {
		fields.push(field);
		field = '';
		state = 'start';
	}

	function* endRecord(): Generator<CsvRecord> {
		if (state !== 'skip') {
			endField();
			const blank = fields.length === 1 && fields[0]?.trim() === '';
			if (!blank) yield { kind: 'record', line: startLine, fields };
		}
		reset();
	}

	function refuse(reason: CsvRecordError): CsvRecord {
		const refused: CsvRecord = { kind: 'refused', line: startLine, reason };
		fields = [];
		field = '';
		state = 'skip';
		return refused;
	}

	function* push(text: string): Generator<CsvRecord> {
		let from = 0;
		for (let at = 0; at < text.length; at += 1) {
			const code = text.charCodeAt(at);
			const follows = afterCr && code === LF;
			afterCr = code === CR;
			if (code === CR || (code === LF && !follows)) line += 1;
			if (follows && state !== 'quoted') {
				from = at + 1;
				startLine = line;
				continue;
			}
			if (state === 'quoted') {
				if (code === QUOTE) {
					field += text.slice(from, at);
					from = at + 1;
					state = 'quote-seen';
				}
			} else if (code === CR || code === LF) {
				if (state === 'bare') field += text.slice(from, at);
				from = at + 1;
				yield* endRecord();
			} else if (state === 'skip') {
				from = at + 1;
			} else if (code === separatorCode) {
				if (state === 'bare') field += text.slice(from, at);
				from = at + 1;
				endField();
			} else if (state === 'start') {
				state = code === QUOTE ? 'quoted' : 'bare';
				from = code === QUOTE ? at + 1 : at;
			} else if (state === 'quote-seen') {
				if (code === QUOTE) {
					// A doubled quote stands for one.
					from = at;
					state = 'quoted';
				} else if (code !== 0x20 && code !== 0x09) {
					yield refuse('text-after-quote');
					from = at + 1;
				}
			}
			size += 1;
			if (size > maxRecordChars && state !== 'skip') {
				yield refuse('row-too-long');
				from = at + 1;
			}
		}
		if (state === 'bare' || state === 'quoted') field += text.slice(from);
	}

	function* end(): Generator<CsvRecord> {
		if (state === 'quoted') yield refuse('unclosed-quote');
		else if (state !== 'start' || fields.length > 0) yield* endRecord();
	}

	return { push, end };
}
