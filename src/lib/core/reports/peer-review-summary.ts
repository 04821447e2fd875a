import type { ReportCell, ReportColumn, ReportTable } from './model.ts';
import {
	addSummaries,
	emptySummary,
	outcomeRates,
	suppressedRows,
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
 * (accreditation support, Physician QA, items 7 and 8). Each row of the group has its total line. Rows with fewer reviews
 * than `minimum` are hidden, with complementary suppression against the total.
 */
export function summaryTable(input: {
	readonly id: string;
	readonly title: string;
	readonly rowTitle: string;
	readonly entries: readonly SummaryEntry[];
	readonly minimum: number;
}): ReportTable {
	const byRow = new Map<string, SummaryEntry[]>();
	for (const entry of input.entries) byRow.set(entry.row, [...(byRow.get(entry.row) ?? []), entry]);
	const rows: ReportCell[][] = [];
	for (const [row, entries] of [...byRow].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const sorted = entries.toSorted((a, b) => (a.modality < b.modality ? -1 : 1));
		const total = sorted.reduce((sum, { summary }) => addSummaries(sum, summary), emptySummary);
		const totalHidden = total.reviewed > 0 && total.reviewed < input.minimum;
		const hidden = suppressedRows(
			sorted.map(({ summary }) => summary.reviewed),
			input.minimum
		);
		sorted.forEach(({ modality, summary }, index) => {
			rows.push(cells(row, modality, summary, totalHidden || (hidden[index] ?? true)));
		});
		rows.push(cells(row, 'all', total, totalHidden));
	}
	return { id: input.id, title: input.title, columns: columns(input.rowTitle), rows };
}
