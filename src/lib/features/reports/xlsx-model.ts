import { unreachable } from '#lib/core/result.ts';
import { entryOf, isReportKind } from '#lib/core/reports/catalogue.ts';
import { chartPoints } from '#lib/core/reports/chart-points.ts';
import {
	isNumeric,
	type Absence,
	type ColumnType,
	type DurationUnit,
	type ReportCell
} from '#lib/core/reports/columns.ts';
import type { CopyMark, Report, ReportSection, TableSection } from '#lib/core/reports/model.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { XlsxModel, XlsxTable, XlsxText, XlsxValue } from '#lib/server/xlsx/model.ts';
import { closingNotes, filterWords, headFacts, periodWords } from './head-words.ts';

const units: Readonly<Record<DurationUnit, string>> = { minutes: 'min', hours: 'h', days: 'd' };

/** How a column's values are shown; the cells keep them whole. */
function formatOf(type: ColumnType): string | null {
	switch (type.kind) {
		case 'text':
		case 'code':
			return '@';
		case 'boolean':
			return null;
		case 'day':
			return 'yyyy-mm-dd';
		case 'instant':
			return 'yyyy-mm-dd hh:mm:ss';
		case 'count':
		case 'integer':
			return '#,##0';
		case 'decimal': {
			const digits = type.digits > 0 ? `0.${'0'.repeat(type.digits)}` : '0';
			return type.unit ? `${digits}" ${type.unit.replaceAll('"', '')}"` : digits;
		}
		case 'duration':
			return `0.0" ${units[type.unit]}"`;
		case 'proportion':
		case 'share':
			return '0.0%';
		default:
			return unreachable(type);
	}
}

/** The value itself: days and instants as dates, numbers as numbers, the reason in words where there is none. */
function valueOf(cell: ReportCell, { kind }: ColumnType, absent?: Absence): XlsxValue {
	if (cell === null) return { words: absent ? messages.reports.absent[absent] : '' };
	if (typeof cell !== 'string') return cell;
	return kind === 'day' || kind === 'instant' ? new Date(Date.parse(cell)) : cell;
}

function tableSheet(table: TableSection): XlsxTable {
	const { columns, rows } = table;
	return {
		kind: 'table',
		name: table.title,
		columns: columns.map((column) => {
			const format = formatOf(column);
			return {
				title: column.kind === 'instant' ? `${column.title} (UTC)` : column.title,
				align: isNumeric(column) ? 'right' : 'left',
				...(format ? { format } : {}),
				...(column.group === undefined ? {} : { group: column.group })
			};
		}),
		rows: rows.map(({ cells, absent }) =>
			columns.map((column, at) => valueOf(cells[at] ?? null, column, absent?.[column.key]))
		),
		sums: new Set(rows.flatMap(({ kind }, nth) => (kind === 'body' ? [] : [nth]))),
		empty: table.empty
	};
}

function sectionSheet(section: ReportSection): XlsxTable | XlsxText {
	const { title } = section;
	switch (section.kind) {
		case 'table':
			return tableSheet(section);
		case 'chart':
			return tableSheet(chartPoints(section));
		case 'facts':
			return {
				kind: 'text',
				name: title,
				title,
				lines: section.facts.map((fact) => [fact.title, valueOf(fact.value, fact, fact.absent)] as const)
			};
		case 'text':
			return { kind: 'text', name: title, title, lines: [...section.paragraphs, ...(section.items ?? [])] };
		case 'signatures':
			return {
				kind: 'text',
				name: title,
				title,
				lines: [section.statement, ...section.places.map(({ role, name = '' }) => [role, name] as const)]
			};
	}
}

/** The workbook of a report: a cover with its head, a sheet a section, its notes. */
export function xlsxModel(report: Report, copy: CopyMark | null): XlsxModel {
	const { head, sections, notes } = report;
	const { print } = messages.reports;
	const cover: XlsxText = {
		kind: 'text',
		name: print.cover,
		title: head.title,
		lines: [...headFacts(head, copy), ...closingNotes({ head, sections, notes })]
	};
	return {
		title: head.title,
		author: head.group || 'Overread',
		madeAt: Date.parse(head.generatedAt),
		layout: isReportKind(head.kind) ? entryOf(head.kind).orientation : 'landscape',
		head: [
			head.title,
			[head.group, head.scope, periodWords(head), filterWords(head)].filter(Boolean).join(' · ')
		],
		foot: [head.privilege.banner, ...(copy ? [copy.text] : [])].join(' · '),
		sheets: [cover, ...sections.map(sectionSheet)]
	};
}
