import type { Report, ReportCell } from './model.ts';

/**
 * A CSV cell (RFC 4180). A text that a spreadsheet would run as a formula is given a leading apostrophe
 * (OWASP, CSV injection).
 */
export function csvCell(cell: ReportCell): string {
	if (cell === null) return '';
	if (typeof cell === 'number') return String(cell);
	const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLine = (cells: readonly ReportCell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function headLines(report: Report): [string, string][] {
	return Object.entries(report.head).map(([key, value]) => [
		key,
		typeof value === 'object' ? JSON.stringify(value) : String(value)
	]);
}

/** The report as CSV: the head as two columns, then each table under its title, then the notes. */
export function renderCsv(report: Report): string {
	let csv = '';
	for (const [key, value] of headLines(report)) csv += csvLine([key, value]);
	for (const table of report.tables) {
		csv += csvLine([]);
		csv += csvLine([table.title]);
		csv += csvLine(table.columns.map(({ title }) => title));
		for (const row of table.rows) csv += csvLine(row);
	}
	csv += csvLine([]);
	for (const note of report.notes) csv += csvLine(['note', note]);
	return csv;
}

/** The report as JSON, rows as objects by column key. */
export function renderJson(report: Report): string {
	const tables = report.tables.map((table) => ({
		id: table.id,
		title: table.title,
		columns: table.columns,
		rows: table.rows.map((row) =>
			Object.fromEntries(table.columns.map(({ key }, index) => [key, row[index] ?? null]))
		)
	}));
	return `${JSON.stringify({ ...report.head, tables, notes: report.notes }, null, '\t')}\n`;
}

export const reportFormats = ['csv', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The report's exact bytes as text in a format. */
export function renderReport(report: Report, format: ReportFormat): string {
	return format === 'csv' ? renderCsv(report) : renderJson(report);
}
