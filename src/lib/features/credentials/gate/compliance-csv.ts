import { csvCell } from '#lib/core/csv/write-csv.ts';
import { toIso } from '#lib/core/instant.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import type { FoundRead } from './compliance.server.ts';

/** Reads of which something was found, as CSV: a line a read, reasons in words; instants in UTC. */
export function complianceCsv(rows: readonly FoundRead[]): string {
	const { columns, reasons, outcomes, standings } = messages.gate;
	const lines = [
		[
			columns.accession,
			columns.version,
			columns.modality,
			columns.facility,
			columns.reader,
			columns.signedAt,
			columns.outcome,
			columns.reasons,
			columns.standing
		],
		...rows.map((row) => [
			row.accession,
			`${row.kind} ${row.reportVersion}`,
			row.modality,
			row.facility,
			row.reader,
			toIso(row.signedAt),
			wordOf(outcomes, row.outcome),
			row.reasons.map((reason) => wordOf(reasons, reason)).join('; '),
			row.outcome === 'fail' ? wordOf(standings, row.standing) : ''
		])
	];
	return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
