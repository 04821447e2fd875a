import {
	makeRow,
	suppressed,
	undefinedValue,
	type Absent,
	type ReportCell,
	type ReportColumn
} from './columns.ts';
import type { TableSection } from './model.ts';
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
	{ key: 'row', title: rowTitle, kind: 'code' },
	{ key: 'modality', title: 'Modality', kind: 'code' },
	{ key: 'reads', title: 'Reads', kind: 'count' },
	{ key: 'sampled', title: 'Sampled', kind: 'count' },
	{ key: 'reviewed', title: 'Reviewed (n)', kind: 'count' },
	...scores.map((score): ReportColumn => ({ key: `score_${score}`, title: `Score ${score}`, kind: 'count' })),
	{
		key: 'any_rate',
		title: 'Any discrepancy',
		kind: 'proportion',
		n: 'reviewed',
		lower: 'any_lower',
		upper: 'any_upper'
	},
	{ key: 'any_lower', title: 'Lower 95 %', kind: 'proportion', limitOf: 'any_rate' },
	{ key: 'any_upper', title: 'Upper 95 %', kind: 'proportion', limitOf: 'any_rate' },
	{ key: 'significant', title: 'Significant (2b, 3b)', kind: 'count' }
];

/** What the reviews say; all of it is hidden where it is hidden at all. */
function outcomes(summary: ScoreSummary, isHidden: boolean): Record<string, ReportCell | Absent> {
	const { any, significant } = outcomeRates(summary);
	const known: Record<string, ReportCell | Absent> = {
		reviewed: summary.reviewed,
		...Object.fromEntries(scores.map((score) => [`score_${score}`, summary.byScore[score]])),
		any_rate: any.estimate ?? undefinedValue,
		any_lower: any.lower ?? undefinedValue,
		any_upper: any.upper ?? undefinedValue,
		significant: significant.x
	};
	return isHidden ? Object.fromEntries(Object.keys(known).map((key) => [key, suppressed])) : known;
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
	readonly empty: string;
}): TableSection {
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
	const head = columns(input.rowTitle);
	const rows = lines.flatMap(({ row, parts }, r) =>
		parts.flatMap((summary, c) => {
			if (!summary) return [];
			const { reads, sampled } = summary;
			const modality = modalities[c];
			return makeRow(modality === undefined ? 'subtotal' : 'body', head, {
				row,
				modality: modality ?? 'all',
				reads,
				sampled,
				...outcomes(summary, hidden[r]?.[c] ?? true)
			});
		})
	);
	return { kind: 'table', id: input.id, title: input.title, columns: head, rows, empty: input.empty };
}
