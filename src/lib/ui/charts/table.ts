import { messages } from '#lib/i18n/messages.ts';
import {
	categories,
	dataPoints,
	type ChartModel,
	type ChartPoint,
	type PlacedPoint,
	type Series
} from '#lib/core/charts/model.ts';
import { formatPointInterval, formatValue } from './values.ts';

/** One cell: what is read, and what a machine gets. */
export type Cell = { readonly text: string; readonly raw: string | number | null };
export type ChartTable = {
	readonly columns: readonly { readonly label: string; readonly isNumeric: boolean }[];
	readonly rows: readonly (readonly Cell[])[];
};

type TableColumn = {
	label: string;
	isNumeric: boolean;
	cell: (point: PlacedPoint) => Cell;
	isUsed: (point: PlacedPoint) => boolean;
};

const text = messages.common.chart;

function textCell(value: string | undefined): Cell {
	return { text: value ?? '', raw: value ?? null };
}

/** Height of a limit or target at x: the last point at or before it. */
function heightAt(series: Series, x: string | number): number | null {
	if (typeof x === 'string') return series.points.find((point) => point.x === x)?.y ?? null;
	const before = series.points.filter((point) => typeof point.x === 'number' && point.x <= x);
	return before.at(-1)?.y ?? null;
}

function columnsOf(model: ChartModel): TableColumn[] {
	const { xAxis, yAxis, series } = model;
	const limits = series.filter((each) => each.role !== 'data');
	const hasSeveral = series.length - limits.length > 1;
	const isNamed = xAxis.unit === 'name';
	const value = (y: number | null): Cell => ({ text: formatValue(y, yAxis.unit), raw: y });
	return [
		{
			label: text.point,
			isNumeric: false,
			cell: (point) => textCell(point.label),
			isUsed: (point) => point.label !== undefined
		},
		{
			label: xAxis.title,
			isNumeric: !isNamed,
			cell: (point) => ({ text: formatValue(point.x, xAxis.unit), raw: point.x }),
			isUsed: () => true
		},
		{
			label: text.series,
			isNumeric: false,
			cell: (point) => textCell(series[point.seriesIndex]?.name),
			isUsed: () => hasSeveral
		},
		{ label: yAxis.title, isNumeric: true, cell: (point) => value(point.y), isUsed: () => true },
		{
			label: text.intervalColumn,
			isNumeric: true,
			cell: (point) => textCell(formatPointInterval(point, yAxis.unit)),
			isUsed: (point) => point.lower !== undefined
		},
		{
			label: text.n,
			isNumeric: true,
			cell: (point) => ({
				text: point.n === undefined ? '' : formatValue(point.n, 'count'),
				raw: point.n ?? null
			}),
			// Where n is the axis itself it is not said twice.
			isUsed: (point) => point.n !== undefined && !(xAxis.unit === 'count' && point.x === point.n)
		},
		...limits.map((limit) => ({
			label: limit.name,
			isNumeric: true,
			cell: (point: PlacedPoint) => value(heightAt(limit, point.x)),
			isUsed: () => true
		})),
		{
			label: text.note,
			isNumeric: false,
			cell: (point) => textCell(point.note),
			isUsed: (point) => point.note !== undefined
		}
	];
}

/** The points of the table: those that are drawn and, where a line has a gap, the period with its n. */
function rowPoints(model: ChartModel): PlacedPoint[] {
	const isGap = ({ n }: ChartPoint) => n !== undefined && model.kind === 'line';
	const gaps = model.series.flatMap((series, seriesIndex) =>
		series.role === 'data'
			? series.points.flatMap((point, pointIndex) =>
					point.y === null && isGap(point) ? [{ ...point, seriesIndex, pointIndex }] : []
				)
			: []
	);
	const points = dataPoints(model);
	if (gaps.length === 0) return points;
	const order = new Map(categories(model).map((name, at) => [name, at]));
	const place = ({ x }: PlacedPoint) => (typeof x === 'number' ? x : (order.get(x) ?? 0));
	return [...points, ...gaps].sort(
		(one, other) => one.seriesIndex - other.seriesIndex || place(one) - place(other)
	);
}

/** The chart as a table: the same points, values, intervals and limits that the picture draws, and nothing else. */
export function chartTable(model: ChartModel): ChartTable {
	const points = rowPoints(model);
	const columns = columnsOf(model).filter((column) => points.some(column.isUsed));
	return {
		columns: columns.map(({ label, isNumeric }) => ({ label, isNumeric })),
		rows: points.map((point) => columns.map((column) => column.cell(point)))
	};
}

function csvCell(raw: Cell['raw']): string {
	if (raw === null) return '';
	if (typeof raw === 'number') return String(raw);
	// A text that a spreadsheet would take for a formula is marked as text (OWASP, CSV injection).
	const safe = /^[=+\-@\t\r]/.test(raw) ? `'${raw}` : raw;
	return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The table as CSV (RFC 4180) with the full precision of the numbers; notes follow as comment lines at the end. */
export function chartCsv(model: ChartModel): string {
	const { columns, rows } = chartTable(model);
	const lines = [columns.map((column) => csvCell(column.label)), ...rows.map((row) => row.map(cellCsv))];
	const happened = (model.annotations ?? []).map(({ x, text: what }) => `${x}: ${what}`);
	const notes = [model.title, `n = ${model.n}`, ...model.notes, ...happened].map((note) =>
		csvCell(`# ${note}`)
	);
	return [...lines.map((line) => line.join(',')), ...notes].join('\r\n') + '\r\n';
}

function cellCsv(cell: Cell): string {
	return csvCell(cell.raw);
}
