import { unreachable } from '#lib/core/result.ts';
import type { Absence, ColumnType, DurationUnit, ReportCell } from '#lib/core/reports/columns.ts';
import {
	formatCalendarDay,
	formatCount,
	formatInstant,
	formatMinutes,
	formatProportion,
	NO_BREAK
} from '#lib/i18n/formats.ts';
import { messages } from '#lib/i18n/messages.ts';

const minutesIn: Readonly<Record<DurationUnit, number>> = { minutes: 1, hours: 60, days: 1440 };

/** A value as people read it, on the screen and in print; files for machines keep the value itself. */
export function cellWords(cell: ReportCell, type: ColumnType, absent?: Absence): string {
	if (cell === null) return absent ? messages.reports.absent[absent] : '';
	if (typeof cell === 'boolean') return cell ? messages.reports.yes : messages.reports.no;
	if (typeof cell === 'string') return stringWords(cell, type);
	switch (type.kind) {
		case 'count':
		case 'integer':
			return formatCount(cell);
		case 'decimal': {
			const written = cell.toFixed(type.digits).replace(/^-/, '−');
			return type.unit ? `${written}${NO_BREAK}${type.unit}` : written;
		}
		case 'duration':
			return formatMinutes(cell * minutesIn[type.unit]);
		case 'proportion':
		case 'share':
			return formatProportion(cell);
		case 'text':
		case 'code':
		case 'boolean':
		case 'day':
		case 'instant':
			return String(cell);
		default:
			return unreachable(type);
	}
}

function stringWords(cell: string, { kind }: ColumnType): string {
	if (kind === 'day') return formatCalendarDay(cell);
	return kind === 'instant' ? formatInstant(Date.parse(cell), 'UTC') : cell;
}
