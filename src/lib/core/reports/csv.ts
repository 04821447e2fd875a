import { csvLine } from '#lib/core/csv/write-csv.ts';
import { chartPoints } from './chart-points.ts';
import type { CopyMark, Report, ReportHead, ReportSection, TableSection } from './model.ts';

/** Spreadsheets take a file that begins with it for UTF-8; without it they take the machine's own code page. */
const byteOrderMark = '\ufeff';

function* headLines(head: ReportHead): Generator<string> {
	for (const [key, value] of Object.entries(head))
		yield csvLine([key, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
}

/**
 * A table as CSV: a line of column titles, a line of column keys, then a line a row, values in full precision. Rows that have gaps say why in a
 * last column.
 */
export function* tableLines({ columns, rows }: TableSection): Generator<string> {
	const hasGaps = rows.some(({ absent }) => absent !== undefined);
	const extra = (text: string): string[] => (hasGaps ? [text] : []);
	yield csvLine([...columns.map(({ title }) => title), 'Row', ...extra('No value because')]);
	yield csvLine([...columns.map(({ key }) => key), 'row_kind', ...extra('absent')]);
	for (const { cells, kind, absent = {} } of rows) {
		const reasons = Object.entries(absent).map(([key, reason]) => `${key}: ${reason}`);
		yield csvLine([...cells, kind, ...extra(reasons.join(', '))]);
	}
}

function* sectionLines(section: ReportSection): Generator<string> {
	yield csvLine([]);
	yield csvLine(['section', section.kind, section.id, section.title]);
	switch (section.kind) {
		case 'table':
			yield* tableLines(section);
			break;
		case 'chart':
			yield* tableLines(chartPoints(section));
			break;
		case 'facts':
			for (const { key, title, value, absent } of section.facts)
				yield csvLine([title, value, key, ...(absent ? [absent] : [])]);
			break;
		case 'text':
			for (const line of [...section.paragraphs, ...(section.items ?? [])]) yield csvLine([line]);
			break;
		case 'signatures':
			yield csvLine([section.statement]);
			for (const { role, name } of section.places) yield csvLine([role, name ?? '']);
			break;
	}
}

/**
 * The report as one CSV file in pieces: the head as names and values, then each section below a line that names it, then the notes. UTF-8 with a
 * byte order mark; RFC 4180.
 */
export function* csvPieces(report: Report, copy: CopyMark | null): Generator<string> {
	yield byteOrderMark;
	yield* headLines(report.head);
	if (copy) yield csvLine(['copy', copy.text]);
	for (const section of report.sections) yield* sectionLines(section);
	yield csvLine([]);
	for (const note of report.notes) yield csvLine(['note', note]);
}
