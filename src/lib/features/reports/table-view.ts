import type { ReportCell, ReportColumn, ReportTable } from '#lib/core/reports/model.ts';
import { formatCount, formatProportion, formatRate } from '#lib/i18n/formats.ts';

export type ShownColumn = {
	readonly key: string;
	readonly title: string;
	readonly isNumeric: boolean;
	readonly text: (row: readonly ReportCell[]) => string;
};

/** Columns that the screen folds into others: limits into their rate, and why a row is hidden into its rate's place. */
const folded = new Set(['any_lower', 'any_upper', 'suppressed']);

function show(cell: ReportCell, column: ReportColumn): string {
	if (cell === null || cell === '') return '';
	if (typeof cell === 'string') return cell;
	return column.kind === 'proportion' ? formatProportion(cell) : formatCount(cell);
}

/**
 * The columns of a report's table as the screen shows them: a rate always with its interval and n, in one cell. Files keep
 * one number a column.
 * @param suppressed what stands in place of a rate that is hidden
 */
export function shownColumns(table: ReportTable, suppressed: string): ShownColumn[] {
	const at = (key: string): number => table.columns.findIndex((column) => column.key === key);
	const cell = (row: readonly ReportCell[], key: string): ReportCell => row[at(key)] ?? null;
	const number = (row: readonly ReportCell[], key: string): number | null => {
		const value = cell(row, key);
		return typeof value === 'number' ? value : null;
	};
	const rate = (row: readonly ReportCell[]): string => {
		if (cell(row, 'suppressed')) return suppressed;
		const n = number(row, 'reviewed') ?? 0;
		const estimate = number(row, 'any_rate');
		if (estimate === null) return '';
		return formatRate({
			x: Math.round(estimate * n),
			n,
			estimate,
			lower: number(row, 'any_lower'),
			upper: number(row, 'any_upper')
		});
	};
	return table.columns
		.filter(({ key }) => !folded.has(key))
		.map((column) => ({
			key: column.key,
			title: column.title,
			isNumeric: column.kind !== 'text',
			text: column.key === 'any_rate' ? rate : (row) => show(cell(row, column.key), column)
		}));
}
