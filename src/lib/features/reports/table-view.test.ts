import { describe, expect, it } from 'vitest';
import { peerReviewGrid } from '#lib/core/reports/peer-review/grid.ts';
import { scoreTable } from './quality/peer-review-tables.ts';
import { shownColumns } from './table-view.ts';

const reviewed = (modality: string, n: number, discrepant: number) => {
	const place = { reader: 'R01', facility: 'N', modality, region: null, quarter: '2026-Q1' };
	return [
		{ ...place, score: '1' as const, n: n - discrepant },
		{ ...place, score: '2a' as const, n: discrepant }
	];
};

describe('a report on the screen', () => {
	const scored = [...reviewed('CT', 200, 8), ...reviewed('MR', 5, 1), ...reviewed('XR', 90, 2)];
	const none = { volumes: [], otherWays: [], times: [], actions: [] };
	const table = scoreTable(
		{ id: 'by-physician', title: 'By physician', rowTitle: 'Physician' },
		peerReviewGrid({ ...none, scored }, 30).byReader.filter(({ row }) => row !== null)
	);
	const columns = shownColumns(table);
	const plain = (text: string): string => text.replace(/[\u00a0\u2009\u202f]/g, ' ');
	const rateOf = (modality: string): string => {
		const row = table.rows.find(({ cells }) => cells[1] === modality);
		return row ? plain(columns.find(({ key }) => key === 'any_rate')?.text(row) ?? '') : '';
	};

	it('shows every rate with its interval and n in one cell', () => {
		expect(rateOf('CT')).toBe('4.0 % (2.0–7.7, n 200)');
	});

	it('says that a small row is hidden where its rate would stand', () => {
		expect(rateOf('MR')).toBe('hidden');
	});

	it('has no column of limits without their rate', () => {
		expect(columns.map(({ key }) => key)).not.toContain('any_lower');
	});
});
