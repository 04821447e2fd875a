import type { ChartModel } from '#lib/core/charts/model.ts';
import { makeRow, notRecorded, suppressed, type ReportColumn } from '#lib/core/reports/columns.ts';
import type { ChartSection, TableSection } from '#lib/core/reports/model.ts';
import type { GridRow, PartRow } from '#lib/core/reports/peer-review/grid.ts';
import { outcomeRates, type ScoreSummary } from '#lib/core/reports/score-summary.ts';
import { messages } from '#lib/i18n/messages.ts';
import { plain, rateColumns, rateValues, type Values } from './columns.ts';
import { agreementOf } from './peer-review-tables.ts';

const words = messages.qualityReports;

const rates: ReportColumn[] = [
	plain('count', 'reviewed', words.columns.reviewed),
	...rateColumns({ key: 'agreement', title: words.outcomes.agreement, n: 'reviewed' }),
	...rateColumns({ key: 'significant', title: words.outcomes.significant, n: 'reviewed' })
];

const rateCells = (summary: ScoreSummary, isHidden: boolean): Values => ({
	reviewed: isHidden ? suppressed : summary.reviewed,
	...rateValues('agreement', isHidden ? 'hidden' : agreementOf(summary)),
	...rateValues('significant', isHidden ? 'hidden' : outcomeRates(summary).significant)
});

/** Agreement and significant discrepancies of each facility's modalities, beside what was read and reviewed. */
export function agreementTable(id: string, rows: readonly GridRow[]): TableSection {
	const columns = [
		plain('code', 'facility', words.columns.facility),
		plain('code', 'modality', words.columns.modality),
		plain('count', 'reads', words.columns.reads),
		...rates
	];
	return {
		kind: 'table',
		id,
		title: words.facilityPeerReview.byModality,
		columns,
		rows: rows.map(({ row, modality, summary, isHidden }) =>
			makeRow(row === null ? 'total' : modality === null ? 'subtotal' : 'body', columns, {
				facility: row ?? words.all,
				modality: modality ?? words.all,
				reads: summary.reads,
				...rateCells(summary, isHidden)
			})
		),
		empty: words.noReads
	};
}

/** The same of the body regions of each facility's modalities. */
export function regionTable(id: string, rows: readonly PartRow[]): TableSection {
	const columns = [
		plain('code', 'facility', words.columns.facility),
		plain('code', 'modality', words.columns.modality),
		plain('text', 'region', words.columns.region),
		...rates
	];
	return {
		kind: 'table',
		id,
		title: words.facilityPeerReview.byRegion,
		columns,
		rows: rows.map(({ facility, modality, part, summary, isHidden }) =>
			makeRow('body', columns, {
				facility: facility ?? words.all,
				modality: modality ?? words.all,
				region: part ?? notRecorded,
				...rateCells(summary, isHidden)
			})
		),
		empty: words.noReviews
	};
}

/** The same by quarter of the read. */
export function quarterTable(id: string, rows: readonly PartRow[]): TableSection {
	const columns = [
		plain('code', 'facility', words.columns.facility),
		plain('code', 'quarter', words.columns.quarter),
		...rates
	];
	return {
		kind: 'table',
		id,
		title: words.facilityPeerReview.byQuarter,
		columns,
		rows: rows.map(({ facility, part, summary, isHidden }) =>
			makeRow(facility === null ? 'total' : 'body', columns, {
				facility: facility ?? words.all,
				quarter: part ?? words.all,
				...rateCells(summary, isHidden)
			})
		),
		empty: words.noReviews
	};
}

/** Significant discrepancies of all facilities in the report by quarter, with intervals. */
export function quarterChart(id: string, rows: readonly PartRow[]): ChartSection {
	const shown = rows.filter(({ facility, isHidden }) => facility === null && !isHidden);
	const text = words.facilityPeerReview.chart;
	const n = shown.reduce((sum, { summary }) => sum + summary.reviewed, 0);
	const chart: ChartModel = {
		kind: 'points-with-intervals',
		title: text.title,
		n,
		xAxis: { title: words.columns.quarter, unit: 'name' },
		yAxis: { title: words.outcomes.significant, unit: 'share' },
		series: [
			{
				name: words.outcomes.significant,
				role: 'data',
				points: shown.map(({ part, summary }) => {
					const { significant } = outcomeRates(summary);
					return {
						x: part ?? '',
						y: significant.estimate,
						lower: significant.lower,
						upper: significant.upper,
						n: significant.n
					};
				})
			}
		],
		notes: [text.note],
		emptyReason: text.empty
	};
	return { kind: 'chart', id, title: text.title, chart };
}
