import { makeRow, notApplicable, type ReportCell, type ReportColumn } from './columns.ts';
import type { ChartSection, TableSection } from './model.ts';

const y: ReportColumn = { key: 'y', title: 'y', kind: 'decimal', unit: '', digits: 6 };
const columns: readonly ReportColumn[] = [
	{ key: 'series', title: 'Series', kind: 'text' },
	{ key: 'role', title: 'Role', kind: 'code' },
	{ key: 'label', title: 'Label', kind: 'text' },
	{ key: 'x_name', title: 'x (name)', kind: 'text' },
	{ key: 'x', title: 'x', kind: 'decimal', unit: '', digits: 6 },
	y,
	{ key: 'lower', title: 'Lower', kind: 'decimal', unit: '', digits: 6, limitOf: 'y' },
	{ key: 'upper', title: 'Upper', kind: 'decimal', unit: '', digits: 6, limitOf: 'y' },
	{ key: 'n', title: 'n', kind: 'count' }
];

/** A chart's points as a table, for the forms that hold values and no pictures; without what no point has. */
export function chartPoints(section: ChartSection): TableSection {
	const { chart, id, title } = section;
	const points = chart.series.flatMap(({ name, role, points }) =>
		points.map(({ x, y, lower, upper, n, label }): Record<string, ReportCell | undefined> => ({
			series: name,
			role,
			label,
			x_name: typeof x === 'string' ? x : undefined,
			x: typeof x === 'number' ? x : undefined,
			y,
			lower,
			upper,
			n
		}))
	);
	const isUsed = (key: string): boolean =>
		points.some((point) => typeof (point[key] ?? undefined) !== 'undefined');
	const kept = columns.filter(({ key }) => key === 'y' || isUsed(key));
	const used = new Set(kept.map(({ key }) => key));
	return {
		kind: 'table',
		id,
		title,
		columns: kept.map((column) => (column.key === 'y' ? yColumn(used) : column)),
		rows: points.map((point) =>
			makeRow('body', kept, Object.fromEntries(kept.map(({ key }) => [key, point[key] ?? notApplicable])))
		),
		empty: chart.emptyReason ?? ''
	};
}

/** The value of a point, never without the interval and the n that it has. */
function yColumn(used: ReadonlySet<string>): ReportColumn {
	return {
		...y,
		...(used.has('n') ? { n: 'n' } : {}),
		...(used.has('lower') && used.has('upper') ? { lower: 'lower', upper: 'upper' } : {})
	};
}
