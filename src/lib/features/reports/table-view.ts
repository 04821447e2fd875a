import {
	companionsOf,
	isNumeric,
	limitOf,
	type ReportColumn,
	type ReportRow
} from '#lib/core/reports/columns.ts';
import type { TableSection } from '#lib/core/reports/model.ts';
import { formatCount, formatRate, NO_BREAK } from '#lib/i18n/formats.ts';
import { cellWords } from './cell-words.ts';

export type ShownColumn = {
	readonly key: string;
	readonly title: string;
	readonly group: string | null;
	readonly isNumeric: boolean;
	readonly text: (row: ReportRow) => string;
};

type Lookup = (row: ReportRow, key: string | undefined) => number | null;

/** A value with the interval and the n that it is never shown without, in one cell. */
function withInterval(column: ReportColumn, row: ReportRow, number: Lookup): string {
	const { n, lower, upper } = companionsOf(column);
	const value = number(row, column.key);
	const count = number(row, n);
	const plain = cellWords(value, column, row.absent?.[column.key]);
	if (value === null) return plain;
	if (column.kind === 'proportion' && count !== null) {
		const ends = { lower: number(row, lower), upper: number(row, upper) };
		return formatRate({ x: Math.round(value * count), n: count, estimate: value, ...ends });
	}
	const ends = [number(row, lower), number(row, upper)].map((end) => cellWords(end, column));
	const details = [
		...(ends.every((end) => end !== '') ? [ends.join('–')] : []),
		...(count === null ? [] : [`n${NO_BREAK}${formatCount(count)}`])
	];
	return details.length > 0 ? `${plain} (${details.join(', ')})` : plain;
}

/**
 * The columns of a report's table as people read them, on the screen and in print: a rate always with its interval and n, in one cell.
 * Files for machines keep one value a column.
 */
export function shownColumns(table: TableSection): ShownColumn[] {
	const places = new Map(table.columns.map(({ key }, at) => [key, at]));
	const number: Lookup = (row, key) => {
		const value = key === undefined ? null : (row.cells[places.get(key) ?? -1] ?? null);
		return typeof value === 'number' ? value : null;
	};
	return table.columns.flatMap((column, at) => {
		if (limitOf(column) !== null) return [];
		const isWide = Object.keys(companionsOf(column)).length > 0;
		return {
			key: column.key,
			title: column.title,
			group: column.group ?? null,
			isNumeric: isNumeric(column),
			text: (row: ReportRow) =>
				isWide
					? withInterval(column, row, number)
					: cellWords(row.cells[at] ?? null, column, row.absent?.[column.key])
		};
	});
}
