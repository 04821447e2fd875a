import { describe, expect, it } from 'vitest';
import { summaryTable } from '#lib/core/reports/peer-review-summary.ts';
import { shownColumns } from './table-view.ts';

const entry = (modality: string, reviewed: number, discrepant: number) => ({
	row: 'R01',
	modality,
	summary: {
		reads: 1000,
		sampled: reviewed,
		reviewed,
		byScore: { '1': reviewed - discrepant, '2a': discrepant, '2b': 0, '3a': 0, '3b': 0 }
	}
});

describe('a report on the screen', () => {
	const table = summaryTable({
		id: 'by-physician',
		title: 'By physician',
		rowTitle: 'Physician',
		entries: [entry('CT', 200, 8), entry('MR', 5, 1), entry('XR', 90, 2)],
		minimum: 30,
		empty: ''
	});
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
