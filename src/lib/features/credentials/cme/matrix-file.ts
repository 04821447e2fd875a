import { csvCell } from '#lib/core/csv/write-csv.ts';
import { messages } from '#lib/i18n/messages.ts';
import { cellText } from './cme-words.ts';
import type { CmeMatrix } from './matrix.server.ts';

/** The table of education as CSV: a line a person, a column a rule, the words as on the page. */
export function cmeCsv(matrix: CmeMatrix): string {
	const { name, section } = messages.cme.columns;
	const lines = [
		[name, section, ...matrix.rules.map(({ authority }) => authority)],
		...matrix.lines.map((line) => [line.name, line.section, ...line.cells.map(cellText)])
	];
	return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
