import { makeRow, suppressed } from '#lib/core/reports/columns.ts';
import type { TableSection } from '#lib/core/reports/model.ts';
import type { CriticalRow } from '#lib/core/turnaround/critical.ts';
import type { ClassTurnaround } from '#lib/core/turnaround/tally.ts';
import { MINIMUM_DUE } from '#lib/features/turnaround/words.ts';
import { messages } from '#lib/i18n/messages.ts';
import { wordOf } from '#lib/i18n/word-of.ts';
import { durationColumns, plain, quantileValues, rateColumns, rateValues, type Values } from './columns.ts';
import type { OppeFacts } from './oppe-facts.ts';

const words = messages.qualityReports.oppe.clocks;

const parts = [
	{ prefix: '', group: words.own },
	{ prefix: 'all_', group: words.others }
] as const;

/** Turnaround on the clock of the contracts, class by class, beside all readers of the facility. */
export function clockTable(clocks: OppeFacts['clocks']): TableSection {
	const columns = [
		plain('text', 'class', words.class),
		...parts.flatMap(({ prefix, group }) => [
			plain('count', `${prefix}n`, words.n, group),
			...durationColumns({
				key: `${prefix}median`,
				title: words.median,
				unit: 'minutes',
				n: `${prefix}n`,
				group
			}),
			...durationColumns({ key: `${prefix}p90`, title: words.p90, unit: 'minutes', n: `${prefix}n`, group }),
			plain('count', `${prefix}due`, words.due, group),
			...rateColumns({ key: `${prefix}in_target`, title: words.inTarget, n: `${prefix}due`, group })
		])
	];
	return {
		kind: 'table',
		id: 'turnaround',
		title: words.title,
		columns,
		rows: clocks.map(({ serviceClass, own, others }) =>
			makeRow('body', columns, {
				class: wordOf(messages.turnaround.classes, serviceClass),
				...cells('', own),
				...cells('all_', others)
			})
		),
		empty: words.empty
	};
}

function cells(prefix: string, row: ClassTurnaround | null): Values {
	const hidden: Values = {
		[`${prefix}n`]: suppressed,
		...quantileValues(`${prefix}median`, 'hidden'),
		...quantileValues(`${prefix}p90`, 'hidden'),
		[`${prefix}due`]: suppressed,
		...rateValues(`${prefix}in_target`, 'hidden')
	};
	if (!row) return hidden;
	const isShown = row.inTarget.n >= MINIMUM_DUE;
	return {
		[`${prefix}n`]: row.n,
		...quantileValues(`${prefix}median`, row.median),
		...quantileValues(`${prefix}p90`, row.p90),
		[`${prefix}due`]: row.inTarget.n,
		...rateValues(`${prefix}in_target`, isShown ? row.inTarget : 'hidden')
	};
}

/** Critical results by category: whether they were received in time. */
export function criticalTable(rows: readonly CriticalRow[]): TableSection {
	const columns = [
		plain('code', 'category', words.category),
		plain('count', 'n', words.results),
		plain('count', 'due', words.due),
		...rateColumns({ key: 'in_time', title: words.inTime, n: 'due' }),
		plain('count', 'received', words.received),
		...durationColumns({ key: 'median', title: words.receiptMedian, unit: 'minutes', n: 'received' }),
		plain('count', 'open', words.open)
	];
	return {
		kind: 'table',
		id: 'critical-results',
		title: words.criticalTitle,
		columns,
		rows: rows.map(({ category, n, inTime, median, open }) =>
			makeRow('body', columns, {
				category: String(category),
				n,
				due: inTime.n,
				...rateValues('in_time', inTime),
				received: n - open,
				...quantileValues('median', median),
				open
			})
		),
		empty: words.noCriticals
	};
}
