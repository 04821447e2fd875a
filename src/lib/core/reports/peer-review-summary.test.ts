import { describe, expect, it } from 'vitest';
import { summaryTable, type SummaryEntry } from './peer-review-summary.ts';

const entry = (row: string, modality: string, reviewed: number, discrepant: number): SummaryEntry => ({
	row,
	modality,
	summary: {
		reads: reviewed * 20,
		sampled: reviewed,
		reviewed,
		byScore: { '1': reviewed - discrepant, '2a': discrepant, '2b': 0, '3a': 0, '3b': 0 }
	}
});

const table = summaryTable({
	id: 'by-physician',
	title: 'By physician',
	rowTitle: 'Physician',
	entries: [
		entry('R03', 'XR', 120, 3),
		entry('R02', 'CT', 100, 4),
		entry('R03', 'CT', 200, 6),
		entry('R02', 'XR', 80, 2),
		entry('R01', 'XR', 90, 2),
		entry('R01', 'CT', 50, 1),
		entry('R01', 'MR', 4, 1)
	],
	minimum: 30,
	empty: ''
});

describe('the peer-review summary', () => {
	it('orders rows by code and modality and closes each with its total', () => {
		expect(table.rows.map(({ cells }) => [cells[0], cells[1]])).toEqual([
			['R01', 'CT'],
			['R01', 'MR'],
			['R01', 'XR'],
			['R01', 'all'],
			['R02', 'CT'],
			['R02', 'XR'],
			['R02', 'all'],
			['R03', 'CT'],
			['R03', 'XR'],
			['R03', 'all']
		]);
	});

	it('hides a small cell and as many others as it takes that no total gives it away', () => {
		const reviewed = table.rows.map(({ cells }) => cells[4]);
		expect(reviewed).toEqual([null, null, null, 144, null, null, 180, 200, 120, 320]);
	});

	it('carries the interval beside every rate', () => {
		const total = table.rows[3]?.cells ?? [];
		expect(total[10]).toBeCloseTo(4 / 144, 10);
		expect(total[11]).toBeGreaterThan(0);
		expect(total[12]).toBeLessThan(0.1);
	});
});
