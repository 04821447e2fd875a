import type { ChartModel } from '#lib/core/charts/model.ts';
import { notApplicable, makeRow, type ReportColumn } from './columns.ts';
import type { ChartSection, TableSection } from './model.ts';

const columns: readonly ReportColumn[] = [
	{ key: 'series', title: 'Series', kind: 'text' },
	{ key: 'role', title: 'Role', kind: 'code' },
	{ key: 'label', title: 'Label', kind: 'text' },
	{ key: 'x_name', title: 'x (name)', kind: 'text' },
	{ key: 'x', title: 'x', kind: 'decimal', unit: '', digits: 6 },
	{ key: 'y', title: 'y', kind: 'decimal', unit: '', digits: 6, n: 'n', lower: 'lower', upper: 'upper' },
	{ key: 'lower', title: 'Lower', kind: 'decimal', unit: '', digits: 6, limitOf: 'y' },
	{ key: 'upper', title: 'Upper', kind: 'decimal', unit: '', digits: 6, limitOf: 'y' },
	{ key: 'n', title: 'n', kind: 'count' }
];

/** A chart's points as a table, for the forms that hold values and no pictures. */
export function chartPoints(section: ChartSection): TableSection {
	const { chart, id, title } = section;
	return { kind: 'table', id, title, columns, rows: rowsOf(chart), empty: chart.emptyReason ?? '' };
}

function rowsOf({ series }: ChartModel): TableSection['rows'] {
	return series.flatMap(({ name, role, points }) =>
		points.map(({ x, y, lower, upper, n, label }) =>
			makeRow('body', columns, {
				series: name,
				role,
				label: label ?? notApplicable,
				x_name: typeof x === 'string' ? x : notApplicable,
				x: typeof x === 'number' ? x : notApplicable,
				y: y ?? notApplicable,
				lower: lower ?? notApplicable,
				upper: upper ?? notApplicable,
				n: n ?? notApplicable
			})
		)
	);
}
