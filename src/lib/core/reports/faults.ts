import { fromUtcDay } from '#lib/core/instant.ts';
import { unreachable } from '#lib/core/result.ts';
import { companionsOf, limitOf, type ColumnType, type ReportCell, type ReportColumn } from './columns.ts';
import type { Report, ReportSection, TableSection } from './model.ts';

const isInstant = (text: string): boolean =>
	/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
const isNumber = (cell: ReportCell): cell is number => typeof cell === 'number' && Number.isFinite(cell);

/** Whether a value is what its column says; null always is. */
export function fits(cell: ReportCell, type: ColumnType): boolean {
	if (cell === null) return true;
	switch (type.kind) {
		case 'text':
		case 'code':
			return typeof cell === 'string';
		case 'boolean':
			return typeof cell === 'boolean';
		case 'day':
			return typeof cell === 'string' && fromUtcDay(cell) !== null;
		case 'instant':
			return typeof cell === 'string' && isInstant(cell);
		case 'count':
			return isNumber(cell) && Number.isSafeInteger(cell) && cell >= 0;
		case 'integer':
			return isNumber(cell) && Number.isSafeInteger(cell);
		case 'decimal':
		case 'duration':
			return isNumber(cell);
		case 'proportion':
		case 'share':
			return isNumber(cell) && cell >= 0 && cell <= 1;
		default:
			return unreachable(type);
	}
}

function columnFaults({ id, columns }: TableSection): string[] {
	const byKey = new Map(columns.map((column) => [column.key, column]));
	const faults = byKey.size === columns.length ? [] : [`${id}: two columns with one key`];
	const needs = ({ key }: ReportColumn, other: string | undefined, is: (column: ReportColumn) => boolean) => {
		const found = other === undefined ? undefined : byKey.get(other);
		if (!found || !is(found)) faults.push(`${id}.${key}: its companion ${other ?? '?'} is not there`);
	};
	for (const column of columns) {
		const { n, lower, upper } = companionsOf(column);
		const isLimit = (other: ReportColumn): boolean => limitOf(other) === column.key;
		if (limitOf(column) !== null) needs(column, limitOf(column) ?? undefined, () => true);
		else if (column.kind === 'proportion' || column.kind === 'share')
			needs(column, n, ({ kind }) => kind === 'count');
		if (lower !== undefined) needs(column, lower, isLimit);
		if (upper !== undefined) needs(column, upper, isLimit);
	}
	return faults;
}

function rowFaults({ id, columns, rows }: TableSection): string[] {
	return rows.flatMap(({ cells, absent = {} }, nth) => {
		const faults = cells.length === columns.length ? [] : [`${id}: row ${nth} is not as long as its head`];
		for (const [at, column] of columns.entries()) {
			const cell = cells[at] ?? null;
			const where = `${id}.${column.key}, row ${nth}`;
			if (!fits(cell, column)) faults.push(`${where}: ${String(cell)} is no ${column.kind}`);
			if ((cell === null) !== (absent[column.key] !== undefined))
				faults.push(`${where}: no value without a reason, and no reason with a value`);
		}
		return faults;
	});
}

function sectionFaults(section: ReportSection): string[] {
	switch (section.kind) {
		case 'table':
			return [...columnFaults(section), ...rowFaults(section)];
		case 'facts':
			return section.facts.flatMap(({ value, absent, key, ...type }) =>
				fits(value, type) && (value === null) === (absent !== undefined) ? [] : [`${section.id}.${key}`]
			);
		default:
			return [];
	}
}

/**
 * What is wrong with a report, as a sentence each; empty when nothing is. A rate without its n or its interval, a value that is not what its
 * column says, a gap without a reason. Every maker's test asks it.
 */
export function reportFaults({ head, sections }: Report): string[] {
	const ids = sections.map(({ id }) => id);
	const faults = new Set(ids).size === ids.length ? [] : ['two sections with one id'];
	if (!isInstant(head.generatedAt)) faults.push('generatedAt is no instant');
	for (const day of [head.periodFromOn, head.periodThroughOn])
		if (fromUtcDay(day) === null) faults.push(`${day} is no day`);
	return [...faults, ...sections.flatMap(sectionFaults)];
}
