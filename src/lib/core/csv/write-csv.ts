/**
 * A text that a spreadsheet would run as a formula, made one that it shows: an apostrophe before what starts a formula, in ASCII and in full
 * width, at the start of the cell and behind a semicolon, tab or line end, where a spreadsheet of another locale would begin a cell
 * (OWASP, CSV injection; ASVS 5.0 V1.2.10).
 */
export function neutralise(text: string): string {
	return text
		.replace(/^(?=[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20])/u, "'")
		.replace(/^(?=[\t\r\n])/u, "'")
		.replace(/([;\t\r\n])(?=[\s"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu, "$1'");
}

/** A CSV cell (RFC 4180); texts cannot run as formulas. Null is an empty cell. */
export function csvCell(cell: string | number | boolean | null): string {
	if (cell === null) return '';
	if (typeof cell !== 'string') return String(cell);
	const safe = neutralise(cell);
	return /[",\t\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of CSV with its end. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
	return `${cells.map(csvCell).join(',')}\r\n`;
}
