import type { CopyMark, Report, ReportSection, TableSection } from './model.ts';

function* tablePieces(table: TableSection): Generator<string> {
	const { rows, ...rest } = table;
	yield `${JSON.stringify(rest).slice(0, -1)},"rows":[`;
	for (const [nth, { kind, cells, absent }] of rows.entries()) {
		const values = Object.fromEntries(table.columns.map(({ key }, at) => [key, cells[at] ?? null]));
		yield `${nth === 0 ? '' : ','}\n${JSON.stringify({ kind, values, ...(absent ? { absent } : {}) })}`;
	}
	yield ']}';
}

function* sectionPieces(section: ReportSection): Generator<string> {
	if (section.kind === 'table') yield* tablePieces(section);
	else yield JSON.stringify(section);
}

/** The report as JSON in pieces, a row a line: the form of `/schemas/overread-report-2.json`. */
export function* jsonPieces(report: Report, copy: CopyMark | null): Generator<string> {
	const { format, ...head } = report.head;
	yield `{"format":${JSON.stringify(format)},\n"head":${JSON.stringify(head)},\n`;
	if (copy) yield `"copy":${JSON.stringify(copy)},\n`;
	yield '"sections":[';
	for (const [nth, section] of report.sections.entries()) {
		yield nth === 0 ? '\n' : ',\n';
		yield* sectionPieces(section);
	}
	yield `],\n"notes":${JSON.stringify(report.notes)}}\n`;
}
