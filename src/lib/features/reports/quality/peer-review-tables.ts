import { makeRow, suppressed, undefinedValue, type ReportColumn } from '#lib/core/reports/columns.ts';
import type { TableSection } from '#lib/core/reports/model.ts';
import type { GridRow } from '#lib/core/reports/peer-review/grid.ts';
import { outcomeRates, type ScoreSummary } from '#lib/core/reports/score-summary.ts';
import { scores } from '#lib/core/scoring/scale.ts';
import { makeRate, type Rate } from '#lib/core/statistics/rate.ts';
import { quantileInterval } from '#lib/core/statistics/quantile-interval.ts';
import { messages } from '#lib/i18n/messages.ts';
import {
	durationColumns,
	hideAll,
	plain,
	quantileValues,
	rateColumns,
	rateValues,
	type Values
} from './columns.ts';

const words = messages.qualityReports;
const LEVEL = 0.95;

/** A margin's table: which one, and what its rows are called. */
export type MarginTable = { readonly id: string; readonly title: string; readonly rowTitle: string };

const rowKindOf = ({ row, modality }: GridRow) =>
	row === null ? 'total' : modality === null ? 'subtotal' : 'body';

const headOf = ({ row, modality }: GridRow): Values => ({
	row: row ?? words.all,
	modality: modality ?? words.all
});

const headColumns = (rowTitle: string): ReportColumn[] => [
	plain('code', 'row', rowTitle),
	plain('code', 'modality', words.columns.modality)
];

function makeTable(
	{ id, title, rowTitle }: MarginTable,
	part: { readonly columns: readonly ReportColumn[]; readonly valuesOf: (row: GridRow) => Values },
	rows: readonly GridRow[]
): TableSection {
	const columns = [...headColumns(rowTitle), ...part.columns];
	return {
		kind: 'table',
		id,
		title,
		columns,
		rows: rows.map((row) => makeRow(rowKindOf(row), columns, { ...headOf(row), ...part.valuesOf(row) })),
		empty: words.noReads
	};
}

const volumeColumns: ReportColumn[] = [
	plain('count', 'reads', words.columns.reads),
	plain('count', 'reviewed', words.columns.reviewed),
	{ key: 'reviewed_share', title: words.columns.reviewedShare, kind: 'share', n: 'reads' },
	plain('count', 'reviewed_all_ways', words.columns.reviewedAllWays),
	{ key: 'random_share', title: words.columns.randomShare, kind: 'share', n: 'reviewed_all_ways' },
	plain('count', 'timed', words.columns.timed),
	...durationColumns({ key: 'review_days', title: words.columns.reviewDays, unit: 'days', n: 'timed' }),
	plain('count', 'actions', words.columns.actions)
];

const afterReads = volumeColumns.map(({ key }) => key).filter((key) => key !== 'reads');

/** How much of what was read was reviewed, how fast, and how often something was asked for. */
export function volumeTable(named: MarginTable, rows: readonly GridRow[]): TableSection {
	const valuesOf = (row: GridRow): Values => {
		const { reads, reviewed } = row.summary;
		if (row.isHidden) return { reads, ...hideAll(afterReads) };
		const allWays = reviewed + row.otherWays;
		return {
			reads,
			reviewed,
			reviewed_share: reads === 0 ? undefinedValue : Math.min(1, reviewed / reads),
			reviewed_all_ways: allWays,
			random_share: allWays === 0 ? undefinedValue : reviewed / allWays,
			timed: row.days.length,
			...quantileValues('review_days', quantileInterval(row.days, 0.5, LEVEL)),
			actions: row.actions
		};
	};
	return makeTable(named, { columns: volumeColumns, valuesOf }, rows);
}

const outcomeNames = ['any', 'significant', 'scoreThree'] as const;

const outcomeColumns: ReportColumn[] = [
	plain('count', 'reviewed', words.columns.reviewed),
	...scores.map((score) =>
		plain('count', `score_${score}`, words.columns.score(score), words.columns.scores)
	),
	...outcomeNames.flatMap((name) =>
		rateColumns({ key: words.outcomeKeys[name], title: words.outcomes[name], n: 'reviewed' })
	)
];

const scoreColumns: ReportColumn[] = [
	plain('count', 'reads', words.columns.reads),
	plain('count', 'sampled', words.columns.sampled),
	...outcomeColumns
];

/** The scores, and the three rates that are made of them. */
export function scoreTable(named: MarginTable, rows: readonly GridRow[]): TableSection {
	const valuesOf = ({ summary, isHidden }: GridRow): Values => {
		const { reads, sampled } = summary;
		if (isHidden) return { reads, sampled, ...hideAll(outcomeColumns.map(({ key }) => key)) };
		const rates = outcomeRates(summary);
		return {
			reads,
			sampled,
			reviewed: summary.reviewed,
			...Object.fromEntries(scores.map((score) => [`score_${score}`, summary.byScore[score]])),
			...outcomeNames.reduce<Values>(
				(values, name) => ({ ...values, ...rateValues(words.outcomeKeys[name], rates[name]) }),
				{}
			)
		};
	};
	return makeTable(named, { columns: scoreColumns, valuesOf }, rows);
}

const peerColumns: ReportColumn[] = [
	plain('count', 'reviewed', words.columns.reviewed),
	...rateColumns({ key: 'any', title: words.outcomes.any, n: 'reviewed' }),
	...rateColumns({ key: 'significant', title: words.outcomes.significant, n: 'reviewed' }),
	plain('count', 'others_reviewed', words.columns.reviewed, words.columns.others),
	...rateColumns({
		key: 'others_any',
		title: words.outcomes.any,
		n: 'others_reviewed',
		group: words.columns.others
	}),
	...rateColumns({
		key: 'others_significant',
		title: words.outcomes.significant,
		n: 'others_reviewed',
		group: words.columns.others
	})
];

/** Each one beside all the others of the modality. The group's own lines have nobody beside them and are left out. */
export function peerTable(named: MarginTable, rows: readonly GridRow[]): TableSection {
	const valuesOf = ({ summary, others, isHidden }: GridRow): Values => ({
		...beside('', isHidden ? null : summary),
		...beside('others_', others)
	});
	return makeTable(
		named,
		{ columns: peerColumns, valuesOf },
		rows.filter(({ row }) => row !== null)
	);
}

function beside(prefix: string, summary: ScoreSummary | null): Values {
	if (!summary) {
		return {
			[`${prefix}reviewed`]: suppressed,
			...rateValues(`${prefix}any`, 'hidden'),
			...rateValues(`${prefix}significant`, 'hidden')
		};
	}
	const { any, significant } = outcomeRates(summary);
	return {
		[`${prefix}reviewed`]: summary.reviewed,
		...rateValues(`${prefix}any`, any),
		...rateValues(`${prefix}significant`, significant)
	};
}

/** Concurrence (score 1) of the reviewed cases. */
export function agreementOf({ reviewed, byScore }: ScoreSummary): Rate {
	return makeRate(byScore['1'], reviewed);
}
