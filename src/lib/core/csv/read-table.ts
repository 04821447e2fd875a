import type { z } from 'zod';
import type { HeaderMapping, MapHeader } from './header.ts';
import type { CsvRecord, CsvRecordError } from './records.ts';
import { detectSeparator, makeRecordReader } from './records.ts';

export type CsvRowError = CsvRecordError | 'wrong-column-count' | 'bad-encoding' | 'invalid-value';
export type CsvFileError = 'no-text' | 'no-header' | 'missing-columns' | 'duplicate-columns';

export type TableItem<Column extends string, Row> =
	| { readonly kind: 'header'; readonly mapping: HeaderMapping<Column>; readonly separator: string }
	| { readonly kind: 'row'; readonly line: number; readonly row: Row }
	| {
			readonly kind: 'refused-row';
			readonly line: number;
			readonly reason: CsvRowError;
			/** Column and code of the first wrong value, or the numbers of columns; never the value itself. */
			readonly detail: string | null;
	  }
	| { readonly kind: 'refused-file'; readonly reason: CsvFileError; readonly detail: string | null };

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const maxHeaderChars = 64 * 1024;

/** What a kind of CSV is: how its header is read, and what a row must be, by column. */
export type Table<Column extends string, Row> = {
	readonly mapHeader: MapHeader<Column>;
	readonly schema: z.ZodType<Row, Partial<Record<Column, string>>>;
};

/**
 * Reads a CSV from a stream of bytes (UTF-8 or UTF-16, with or without BOM; comma, semicolon, tab or bar). Gives the header
 * first, then each row or why it is none. Holds one record at a time.
 */
export async function* readTable<Column extends string, Row>(
	chunks: Chunks,
	table: Table<Column, Row>,
	options: { maxRecordChars?: number } = {}
): AsyncGenerator<TableItem<Column, Row>> {
	let opening: string | null = '';
	let reader: ReturnType<typeof makeRecordReader> | null = null;
	const rows = makeRowReader(table);
	for await (const text of decoded(chunks)) {
		if (opening !== null) {
			opening += text;
			const headerEnd = /[\r\n]/.exec(opening.trimStart());
			if (!headerEnd && opening.length < maxHeaderChars) continue;
		}
		const next: string = opening ?? text;
		reader ??= makeRecordReader({ separator: detectSeparator(firstLine(next)), ...options });
		if (opening !== null) rows.separator = detectSeparator(firstLine(next));
		opening = null;
		for (const record of reader.push(next)) {
			yield* rows.read(record);
			if (rows.refused) return;
		}
	}
	if (opening !== null) rows.separator = detectSeparator(firstLine(opening));
	reader ??= makeRecordReader({ separator: rows.separator, ...options });
	const rest = opening === null ? [] : reader.push(opening);
	for (const records of [rest, reader.end()]) {
		for (const record of records) {
			yield* rows.read(record);
			if (rows.refused) return;
		}
	}
	if (!rows.mapping) yield { kind: 'refused-file', reason: 'no-header', detail: null };
}

function firstLine(text: string): string {
	return text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
}

function makeRowReader<Column extends string, Row>(table: Table<Column, Row>) {
	type Item = TableItem<Column, Row>;
	const state = {
		separator: ',',
		mapping: null as HeaderMapping<Column> | null,
		refused: false,
		read
	};

	function* read(record: CsvRecord): Generator<Item> {
		if (record.kind === 'refused') {
			yield { kind: 'refused-row', line: record.line, reason: record.reason, detail: null };
		} else if (!state.mapping) {
			yield header(record.fields);
		} else {
			yield row(record.line, { fields: record.fields, mapping: state.mapping, schema: table.schema });
		}
	}

	function header(fields: readonly string[]): Item {
		if (fields.some((field) => isNoText(field))) {
			state.refused = true;
			return { kind: 'refused-file', reason: 'no-text', detail: null };
		}
		const mapping = table.mapHeader(fields);
		state.mapping = mapping;
		const problem =
			mapping.missing.length > 0
				? 'missing-columns'
				: mapping.duplicate.length > 0
					? 'duplicate-columns'
					: null;
		if (problem === null) return { kind: 'header', mapping, separator: state.separator };
		state.refused = true;
		const columns = problem === 'missing-columns' ? mapping.missing : mapping.duplicate;
		return { kind: 'refused-file', reason: problem, detail: columns.join(', ') };
	}

	return state;
}

/** Characters that no text has: a picture or an archive is not a CSV that lacks columns. */
function isNoText(field: string): boolean {
	// eslint-disable-next-line no-control-regex -- control characters are what is looked for
	return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(field);
}

function row<Column extends string, Row>(
	line: number,
	record: {
		fields: readonly string[];
		mapping: HeaderMapping<Column>;
		schema: Table<Column, Row>['schema'];
	}
): TableItem<Column, Row> {
	const { fields, mapping, schema } = record;
	const refuse = (reason: CsvRowError, detail: string | null): TableItem<Column, Row> => ({
		kind: 'refused-row',
		line,
		reason,
		detail
	});
	const surplus = fields.slice(mapping.columns.length).some((field) => field.trim() !== '');
	if (surplus || fields.length < mapping.columns.length) {
		return refuse('wrong-column-count', `${fields.length} of ${mapping.columns.length}`);
	}
	if (fields.some((field) => field.includes('\ufffd'))) return refuse('bad-encoding', null);
	const values: Partial<Record<Column, string>> = {};
	mapping.columns.forEach((column, at) => {
		if (column) values[column] = fields[at] ?? '';
	});
	const parsed = schema.safeParse(values);
	if (parsed.success) return { kind: 'row', line, row: parsed.data };
	const [issue] = parsed.error.issues;
	return refuse('invalid-value', issue ? `${issue.path.join('.')}: ${codeOf(issue)}` : null);
}

/** What is wrong with a value. The words of a text that is missing are those of all its checks, so that of its length is told first. */
function codeOf({ code, message }: z.core.$ZodIssue): string {
	if (code === 'too_big') return 'too-long';
	return code === 'custom' || message === 'missing' || message === 'not-a-uid' ? message : code;
}

async function* decoded(chunks: Chunks): AsyncGenerator<string> {
	let decoder: TextDecoder | null = null;
	for await (const chunk of chunks) {
		if (chunk.length === 0) continue;
		decoder ??= new TextDecoder(labelOf(chunk));
		const text = decoder.decode(chunk, { stream: true });
		if (text !== '') yield text;
	}
	const rest = decoder?.decode() ?? '';
	if (rest !== '') yield rest;
}

function labelOf(first: Uint8Array): string {
	if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
	return first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-8';
}
