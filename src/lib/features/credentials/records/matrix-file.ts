import { csvCell } from '#lib/core/csv/write-csv.ts';
import { messages } from '#lib/i18n/messages.ts';
import { cellText } from './matrix-words.ts';
import type { Matrix } from './matrix.server.ts';

/** The matrix as CSV: a line a person, a column a jurisdiction, the words as on the page. */
export function matrixCsv(matrix: Matrix): string {
	const { columns } = messages.credentials.matrix;
	const lines = [
		[columns.name, columns.section, ...matrix.jurisdictions],
		...matrix.lines.map(({ name, section, cells }) => [name, section, ...cells.map(cellText)])
	];
	return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
