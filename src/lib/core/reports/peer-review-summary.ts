import type { ReportCell, ReportColumn, ReportTable } from './model.ts';
import {
	addSummaries,
	emptySummary,
	outcomeRates,
	suppressedCells,
	type ScoreSummary
} from './score-summary.ts';
import { scores } from '#lib/core/scoring/scale.ts';

/** One cell of the summary: who (a coded physician or a facility) and which modality. */
export type SummaryEntry = {
	readonly row: string;
	readonly modality: string;
	readonly summary: ScoreSummary;
};

const columns = (rowTitle: string): ReportColumn[] => [
	{ key: 'row', title: rowTitle, kind: 'text' },
	{ key: 'modality', title: 'Modality', kind: 'text' },
	{ key: 'reads', title: 'Reads', kind: 'count' },
	{ key: 'sampled', title: 'Sampled', kind: 'count' },
	{ key: 'reviewed', title: 'Reviewed (n)', kind: 'count' },
	...scores.map((score): ReportColumn => ({ key: `score_${score}`, title: `Score ${score}`, kind: 'count' })),
	{ key: 'any_rate', title: 'Any discrepancy', kind: 'proportion' },
	{ key: 'any_lower', title: 'Lower 95 %', kind: 'proportion' },
	{ key: 'any_upper', title: 'Upper 95 %', kind: 'proportion' },
	{ key: 'significant', title: 'Significant (2b, 3b)', kind: 'count' },
	{ key: 'suppressed', title: 'Suppressed', kind: 'text' }
];

function cells(row: string, modality: string, summary: ScoreSummary, isHidden: boolean): ReportCell[] {
	const { reads, sampled, reviewed } = summary;
	if (isHidden) {
		return [
			row,
			modality,
			reads,
			sampled,
			null,
			...scores.map(() => null),
			null,
			null,
			null,
			null,
			'small n'
		];
	}
	const { any, significant } = outcomeRates(summary);
	return [
		row,
		modality,
		reads,
		sampled,
		reviewed,
		...scores.map((score) => summary.byScore[score]),
		any.estimate,
		any.lower,
		any.upper,
		significant.x,
		''
	];
}

/**
 * Summary statistics by physician × modality or by facility × modality, as the ACR's score-based pathway asks
 * (accreditation support, Physician QA, items 7 and 8). Each row of the group has its total line. Cells with fewer reviews
 * than `minimum` are hidden, with complementary suppression against the totals of both directions.
 */
export function summaryTable(input: {
	readonly id: string;
	readonly title: string;
	readonly rowTitle: string;
	readonly entries: readonly SummaryEntry[];
	readonly minimum: number;
}): ReportTable {
	const byRow = Map.groupBy(input.entries, ({ row }) => row);
	const modalities = [...new Set(input.entries.map(({ modality }) => modality))].sort();
	const lines = [...byRow]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([row, entries]) => {
			const total = entries.reduce((sum, { summary }) => addSummaries(sum, summary), emptySummary);
			const parts = modalities.map(
				(modality) => entries.find((entry) => entry.modality === modality)?.summary
			);
			return { row, parts: [...parts, total] };
		});
	const hidden = suppressedCells(
		lines.map(({ parts }) => parts.map((part) => part?.reviewed ?? 0)),
		input.minimum
	);
	const rows = lines.flatMap(({ row, parts }, r) =>
		parts.flatMap((summary, c) =>
			summary ? [cells(row, modalities[c] ?? 'all', summary, hidden[r]?.[c] ?? true)] : []
		)
	);
	return { id: input.id, title: input.title, columns: columns(input.rowTitle), rows };
}
