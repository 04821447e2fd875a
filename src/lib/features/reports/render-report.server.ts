import { unreachable } from '#lib/core/result.ts';
import { csvPieces } from '#lib/core/reports/csv.ts';
import type { ReportForm } from '#lib/core/reports/forms.ts';
import { jsonPieces } from '#lib/core/reports/json.ts';
import type { CopyMark, Report } from '#lib/core/reports/model.ts';
import { renderPdf } from '#lib/server/pdf/render.ts';
import { renderXlsx } from '#lib/server/xlsx/render.ts';
import { pdfModel } from './pdf-model.ts';
import { xlsxModel } from './xlsx-model.ts';

/** The pieces of a report in a form that is text, so that a long one need not be one text; null for a form that is made as a whole. */
export function reportPieces(
	report: Report,
	form: ReportForm,
	copy: CopyMark | null
): Iterable<string> | null {
	if (form === 'csv') return csvPieces(report, copy);
	return form === 'json' ? jsonPieces(report, copy) : null;
}

/** A report's exact bytes in a form; the same report and copy give the same bytes. `copy`: whose copy it is, null for none in particular. */
export async function renderReport(
	report: Report,
	form: ReportForm,
	copy: CopyMark | null = null
): Promise<Uint8Array> {
	switch (form) {
		case 'csv':
			return Buffer.from([...csvPieces(report, copy)].join(''), 'utf8');
		case 'json':
			return Buffer.from([...jsonPieces(report, copy)].join(''), 'utf8');
		case 'pdf':
			return renderPdf(pdfModel(report, copy));
		case 'xlsx':
			return renderXlsx(xlsxModel(report, copy));
		default:
			return unreachable(form);
	}
}
